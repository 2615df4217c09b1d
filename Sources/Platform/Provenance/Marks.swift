package import FoundationEssentials

/// What writes the marks into pictures and reads them.
///
/// `Provenance` is the one that the product has; the build under test spoils it, to see that its proofs notice.
package protocol Marks: Sendable {
    /// The unsigned mark, for the encoder to write.
    func packet(for source: SourceTerm) -> Data

    /// The finished file with content credentials; whatever is changed in it afterwards breaks them.
    /// - Throws: `ProvenanceError`; then there is no file to deliver.
    func signed(_ file: Data, made origin: Origin) async throws -> Data

    func judge(_ file: Data) async -> Judgement
}
