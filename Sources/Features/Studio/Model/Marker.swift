import Engines
import FoundationEssentials
import Imaging
import Provenance

/// Writes finished files: pixels, then what made them as XMP, and the signed content credentials last, for machines to read
/// (EU AI Act, article 50(2)).
///
/// A file that cannot be marked as it should be is not delivered.
struct Marker: Sendable {
    let imaging: Imaging
    let marks: any Marks

    /// The unsigned mark; nil where nothing is known.
    func packet(for source: DigitalSourceType) -> Data? {
        source.term.map(marks.packet)
    }

    /// A drawing with the unsigned mark in its metadata, where XMP belongs in SVG (XMP part 3, section 2.6).
    func svg(_ drawing: String, from source: DigitalSourceType) -> Data {
        guard let packet = packet(for: source), let end = drawing.firstIndex(of: ">") else {
            return Data(drawing.utf8)
        }
        let place = drawing.index(after: end)
        let mark = "<metadata>\(String(decoding: packet, as: UTF8.self))</metadata>"
        return Data((drawing[..<place] + mark + drawing[place...]).utf8)
    }

    /// The file of a picture that was just made; signed where the format can carry it, with what its provider says of it.
    func file(
        of picture: Picture,
        as encoding: ImageEncoding,
        from source: DigitalSourceType,
        by act: Origin.Act,
        with provider: ProviderMark? = nil
    ) async throws -> Data {
        let file = try await imaging.encode(picture, as: encoding, xmp: packet(for: source))
        guard let term = source.term, encoding.canBeSigned else { return file }
        return try await marks.signed(file, made: Origin(term, act, from: provider))
    }

    /// A stored file in another format: signed only when it was signed here, for the same origin; what was brought from
    /// elsewhere is not called ours by a download.
    func file(
        of original: Data,
        as encoding: ImageEncoding,
        from source: DigitalSourceType
    ) async throws -> Data {
        let picture = try await imaging.decode(original, limits: .standard)
        guard let origin = await marks.judge(original).origin, encoding.canBeSigned else {
            return try await imaging.encode(picture, as: encoding, xmp: packet(for: source))
        }
        let file = try await imaging.encode(picture, as: encoding, xmp: marks.packet(for: origin.source))
        return try await marks.signed(file, made: origin)
    }
}

extension DigitalSourceType {
    /// Nil for what is no term of the vocabulary.
    fileprivate var term: SourceTerm? {
        self == .undisclosed ? nil : SourceTerm(rawValue)
    }
}

extension ImageEncoding {
    /// AVIF holds the unsigned mark alone.
    fileprivate var canBeSigned: Bool { format != .avif }
}

extension Origin.Act {
    /// What a task does to so many pictures; masks are none.
    init(of task: Model.Task, on pictures: Int) {
        self =
            switch (task, pictures) {
            case (_, 0), (.upload, _): .created(references: 0)
            case (.generate, _): .created(references: pictures)
            case (.compose, _): .composed(of: pictures)
            case (_, 1): .edited
            default: .composed(of: pictures)
            }
    }
}
