package import FoundationEssentials
import Kernel

/// The unsigned mark: IPTC's digital source type in an XMP packet (ISO 16684-1), and nothing else: no prompt, no person, no time.
package enum XMPPacket {
    /// A packet with `Iptc4xmpExt:DigitalSourceType`.
    package static func packet(for source: SourceTerm) -> Data {
        Data(
            """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
            Iptc4xmpExt:DigitalSourceType="\(source.uri)"/></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """.utf8
        )
    }

    private static let property = Array("DigitalSourceType".utf8)
    /// In bytes behind the property's name: as an attribute, an element or a resource, its address stands within.
    private static let nearby = 256
    /// Names that are looked behind: files may be made of nothing else.
    private static let mostNames = 64

    /// The source type that a packet, or any bytes with a packet somewhere in them, tells of.
    ///
    /// Read leniently, for what is found is only told as a claim: the first address of the vocabulary behind the property's name.
    static func source(in bytes: Data) -> SourceTerm? {
        var place = 0
        for _ in 0..<mostNames {
            guard let found = bytes.offset(of: property, from: place) else { return nil }
            place = found + property.count
            let words = String(decoding: bytes.dropFirst(place).prefix(nearby), as: UTF8.self)
                .split { $0.isWhitespace || "\"'<>=".contains($0) }
            if let term = words.lazy.compactMap({ SourceTerm(uri: String($0)) }).first { return term }
        }
        return nil
    }
}
