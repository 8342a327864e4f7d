//! A stack of network protocols without the standard library's.

use smoltcp::iface::{Config, Interface, SocketSet, SocketStorage};
use smoltcp::phy::{Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::socket::{dhcpv4, tcp, udp};
use smoltcp::time::Instant;
use smoltcp::wire::{EthernetAddress, IpEndpoint};

struct Nothing;
struct Token;

impl RxToken for Token {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, f: F) -> R { f(&[]) }
}
impl TxToken for Token {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, f: F) -> R { f(&mut vec![0; len]) }
}
impl Device for Nothing {
    type RxToken<'a> = Token;
    type TxToken<'a> = Token;
    fn receive(&mut self, _: Instant) -> Option<(Token, Token)> { None }
    fn transmit(&mut self, _: Instant) -> Option<Token> { Some(Token) }
    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = 1500;
        capabilities
    }
}

fn main() {
    let config = Config::new(EthernetAddress([2, 0, 0, 0, 0, 1]).into());
    let mut interface = Interface::new(config, &mut Nothing, Instant::from_millis(0));
    let mut storage = [const { SocketStorage::EMPTY }; 4];
    let mut sockets = SocketSet::new(&mut storage[..]);
    let mut bytes = [[0; 256]; 4];
    let [b0, b1, b2, b3] = &mut bytes;
    let mut packets = [[udp::PacketMetadata::EMPTY; 4]; 2];
    let [p0, p1] = &mut packets;
    let tcp = tcp::Socket::new(tcp::SocketBuffer::new(&mut b0[..]), tcp::SocketBuffer::new(&mut b1[..]));
    let (receive, send) =
        (udp::PacketBuffer::new(&mut p0[..], &mut b2[..]), udp::PacketBuffer::new(&mut p1[..], &mut b3[..]));
    let udp = udp::Socket::new(receive, send);
    let (tcp, udp) = (sockets.add(tcp), sockets.add(udp));
    let dhcp = sockets.add(dhcpv4::Socket::new());
    interface.poll(Instant::from_millis(1), &mut Nothing, &mut sockets);
    println!("{:?}", sockets.get_mut::<udp::Socket>(udp).bind(53));
    println!("{:?}", sockets.get_mut::<tcp::Socket>(tcp).listen(80));
    println!("{:?}", sockets.get_mut::<dhcpv4::Socket>(dhcp).poll().is_some());
    println!("{:?}", "10.0.0.1:80".parse::<IpEndpoint>());
}
