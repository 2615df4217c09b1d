import FoundationEssentials
import Kernel

/// The content credentials that a provider put into a picture that it made, to be kept in the file that we make of it.
///
/// They say what the provider says; nobody here vouches for it.
package struct ProviderMark: Hashable, Sendable {
    /// Why a mark is not kept.
    package enum Flaw: String, Error, CaseIterable, Sendable {
        case tooLarge = "too_large"
        /// It is not what C2PA describes, or has manifests that no other one names.
        case malformed
        /// Something in it, or the picture, is not what was signed.
        case broken
        /// It tells the words that the picture was made from.
        case tellsWords = "tells_words"
    }

    /// In bytes, of the manifests together; providers' have 10 to 100 KB, a thumbnail most of it.
    package static let largest = 512 << 10
    /// In bytes: shorter words stand in any mark by chance.
    private static let fewestTelling = 12

    /// Whole boxes as they stood in the provider's file, its active manifest last.
    let manifests: [[UInt8]]
    /// What our manifest says of it: an ingredient assertion, in CBOR.
    let assertion: [UInt8]
    /// The program that it says made the picture, in letters fit to be shown; nil where it names none.
    package let maker: String?

    /// The same, unless it holds these words: a picture's file never tells what it was made from.
    /// - Throws: `ProviderMark.Flaw.tellsWords`.
    package func silent(about words: String) throws(Flaw) -> ProviderMark {
        let plain = Array(words.utf8)
        guard plain.count >= Self.fewestTelling else { return self }
        // Within an assertion in JSON they may stand escaped.
        let escaped = (try? JSONEncoder().encode(words)).map { Array($0.dropFirst().dropLast()) } ?? plain
        for needle in [plain, escaped] {
            guard manifests.allSatisfy({ Data($0).offset(of: needle) == nil }) else { throw .tellsWords }
        }
        return self
    }
}
