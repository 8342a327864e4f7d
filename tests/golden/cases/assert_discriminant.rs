assert_layout!(Kind, discriminant(Ping) == 1);
