import Engines
import FoundationEssentials
import Kernel

/// What a picture that came from elsewhere says of how it was made.
///
/// XMP and C2PA both spell the term as an address, in plain bytes wherever they lie in the file, so that it is found without
/// reading either. Nobody vouches for it: it is told on, and it decides nothing.
enum SourceMark {
    private static let address = Array("http://cv.iptc.org/newscodes/digitalsourcetype/".utf8)
    private static let longestTerm = 64
    /// Terms looked at in one file.
    private static let mostTerms = 64

    /// Where a file says more than one thing, the first of these counts: what a trained model had a part in is never told as
    /// anything less.
    private static let order: [DigitalSourceType] = [
        .trainedAlgorithmicMedia, .compositeWithTrainedAlgorithmicMedia, .algorithmicMedia, .compositeCapture,
        .digitalCreation, .algorithmicallyEnhanced, .humanEdits, .digitalCapture,
    ]

    static func read(_ bytes: Data) -> DigitalSourceType {
        let terms = Set(terms(in: bytes).compactMap(DigitalSourceType.init(rawValue:)))
        return order.first(where: terms.contains) ?? .undisclosed
    }

    private static func terms(in bytes: Data) -> [String] {
        var (terms, place): ([String], Int) = ([], 0)
        while terms.count < mostTerms, let found = bytes.offset(of: address, from: place) {
            place = found + address.count
            let term = bytes.dropFirst(place).prefix(longestTerm).prefix {
                UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0
            }
            terms.append(String(decoding: term, as: UTF8.self))
        }
        return terms
    }
}
