import Engines
import FoundationEssentials

/// Says in the file itself what made a picture, for machines to read (EU AI Act, article 50(2)).
///
/// The packet holds the IPTC digital source type and nothing else: no prompt, no person, no time.
enum Marker {
    /// An XMP packet (ISO 16684-1) with `Iptc4xmpExt:DigitalSourceType`.
    static func packet(for source: DigitalSourceType) -> Data {
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
}
