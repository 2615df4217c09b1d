import FoundationEssentials
import Imaging
import Provenance

/// Writes marks as the product does, but for what a test wants spoilt.
struct SpoiltMarks: Marks {
    private static let xmpHead = Data("iTXtXML:com.adobe.xmp".utf8) + Data([0, 0, 0, 0, 0])

    let provenance: Provenance
    let controls: TestControls

    func packet(for source: SourceTerm) -> Data {
        let packet = provenance.packet(for: source)
        return switch controls.mutation {
        case .marksOff: Data()
        case .markTellsPrompt: Self.packet(packet, with: "AIPromptInformation", "a red boat on a lake")
        case .markShowsThumbnail: Self.packet(packet, with: "Thumbnail", "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==")
        default: packet
        }
    }

    func signed(_ file: Data, made origin: Origin) async throws -> Data {
        let mutation = controls.mutation
        guard mutation != .marksOff else { return file }
        do {
            guard !controls.signerFails else { throw ProvenanceError.unsuitableFile }
            guard mutation == .markNamesVendor else {
                let signed = try await provenance.signed(file, made: origin)
                return mutation == .markedAfterSigning ? Self.marked(signed, for: origin, provenance) : signed
            }
            var other = provenance
            other.maker = Maker(name: "Gemini", version: "3")
            return try await other.signed(file, made: origin)
        } catch {
            guard mutation == .unmarkedPasses else { throw error }
            return file
        }
    }

    func judge(_ file: Data) async -> Judgement {
        await provenance.judge(file)
    }

    private static func packet(_ packet: Data, with property: String, _ value: String) -> Data {
        let text = String(decoding: packet, as: UTF8.self)
        return Data(
            text.replacing("\"/></rdf:RDF>", with: "\" Iptc4xmpExt:\(property)=\"\(value)\"/></rdf:RDF>").utf8
        )
    }

    /// A PNG with another XMP packet behind its header.
    private static func marked(_ file: Data, for origin: Origin, _ provenance: Provenance) -> Data {
        let head = 33  // the signature and IHDR
        let content = xmpHead + provenance.packet(for: origin.source)
        let length = withUnsafeBytes(of: UInt32(content.count - 4).bigEndian) { Data($0) }
        let sum = withUnsafeBytes(of: CRC32.of(content).bigEndian) { Data($0) }
        return file.prefix(head) + length + content + sum + file.dropFirst(head)
    }
}
