/* The C twins of the tutorials' repr(C), packed and aligned structs, declared here by hand; the
 * program prints how this compiler lays them out. For gcc and clang. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct Padded { uint8_t a; uint32_t b; uint8_t c; };
struct CCompatible { uint8_t a; uint32_t b; uint8_t c; };
struct AlignedStruct { uint8_t a; uint32_t b; uint8_t c; uint16_t d; };
struct Packed { uint8_t a; uint32_t b; uint8_t c; } __attribute__((packed));
struct CacheAligned { uint8_t data[32]; } __attribute__((aligned(64)));
struct Point { double x; double y; };
struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };
struct Point3 { float x, y, z; };
struct Portable { int32_t a; int64_t b; uint32_t c; int d; long e; };
struct LargeC { uint8_t a; uint64_t b; uint8_t c; uint32_t d; };

/* A transparent struct is its field, and C has no name for that. */
typedef uint32_t Wrapper;

#define STRUCT(type) \
    printf("struct " #type " %zu %zu\n", sizeof(struct type), _Alignof(struct type))

/* The alignment is that of the field's type: a packed field itself has alignment 1. So the type is
 * named once more, and checked. */
#define FIELD(type, field, field_type)                                                       \
    do {                                                                                     \
        _Static_assert(                                                                      \
            __builtin_types_compatible_p(__typeof__(((struct type *)0)->field), field_type), \
            #type "." #field " is no " #field_type);                                         \
        printf("field " #field " %zu %zu %zu\n", offsetof(struct type, field),               \
               sizeof(field_type), _Alignof(field_type));                                    \
    } while (0)

int main(void) {
    STRUCT(Padded);
    FIELD(Padded, a, uint8_t);
    FIELD(Padded, b, uint32_t);
    FIELD(Padded, c, uint8_t);

    STRUCT(CCompatible);
    FIELD(CCompatible, a, uint8_t);
    FIELD(CCompatible, b, uint32_t);
    FIELD(CCompatible, c, uint8_t);

    STRUCT(AlignedStruct);
    FIELD(AlignedStruct, a, uint8_t);
    FIELD(AlignedStruct, b, uint32_t);
    FIELD(AlignedStruct, c, uint8_t);
    FIELD(AlignedStruct, d, uint16_t);

    STRUCT(Packed);
    FIELD(Packed, a, uint8_t);
    FIELD(Packed, b, uint32_t);
    FIELD(Packed, c, uint8_t);

    STRUCT(CacheAligned);
    FIELD(CacheAligned, data, uint8_t[32]);

    STRUCT(Point);
    FIELD(Point, x, double);
    FIELD(Point, y, double);

    STRUCT(Packet);
    FIELD(Packet, version, uint8_t);
    FIELD(Packet, length, uint16_t);
    FIELD(Packet, checksum, uint32_t);

    STRUCT(Point3);
    FIELD(Point3, x, float);
    FIELD(Point3, y, float);
    FIELD(Point3, z, float);

    STRUCT(Portable);
    FIELD(Portable, a, int32_t);
    FIELD(Portable, b, int64_t);
    FIELD(Portable, c, uint32_t);
    FIELD(Portable, d, int);
    FIELD(Portable, e, long);

    STRUCT(LargeC);
    FIELD(LargeC, a, uint8_t);
    FIELD(LargeC, b, uint64_t);
    FIELD(LargeC, c, uint8_t);
    FIELD(LargeC, d, uint32_t);

    printf("struct Wrapper %zu %zu\n", sizeof(Wrapper), _Alignof(Wrapper));
    printf("field 0 0 %zu %zu\n", sizeof(Wrapper), _Alignof(Wrapper));
    return 0;
}
