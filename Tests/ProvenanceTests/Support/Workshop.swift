import FoundationEssentials
import Imaging
import Kernel
import Provenance
import TestSupport

/// Pictures with marks, and an installation that signs them.
struct Workshop {
    static let formats: [ImageEncoding] = [.png, .jpeg(quality: 90), .webp(quality: 80)]

    let clock = TestClock()
    let provenance: Provenance
    private let imaging = Imaging(threads: 1)

    init() throws {
        provenance = try Self.installation()
    }

    static func installation(_ clock: TestClock = TestClock()) throws -> Provenance {
        let randomness = Randomness.system
        let credentials = try Credentials.temporary(at: clock.now, randomness)
        return Provenance(
            maker: Maker(name: "Nano Banana Pro", version: "1.2.3"),
            credentials: credentials,
            roots: [credentials.root],
            clock: clock.clock,
            randomness: randomness
        )
    }

    /// A file as the encoder writes it, with the unsigned mark.
    func unsigned(
        _ encoding: ImageEncoding,
        _ term: String = "algorithmicMedia",
        width: Int = 12
    ) async throws -> Data {
        let size = PixelSize(width: width, height: 8)
        let samples = Randomness.seeded(UInt64(width)).bytes(size.pixels * 3)
        guard let pixels = RawPixels(size: size, bands: 3, bytes: samples), let source = SourceTerm(term)
        else { throw ProvenanceError.unsuitableFile }
        let picture = try await imaging.picture(of: pixels)
        return try await imaging.encode(picture, as: encoding, xmp: provenance.packet(for: source))
    }

    func signed(_ encoding: ImageEncoding, _ origin: Origin? = nil) async throws -> Data {
        let origin = try origin ?? .sample()
        return try await provenance.signed(unsigned(encoding, origin.source.name), made: origin)
    }
}

extension Origin {
    static func sample(
        _ term: String = "algorithmicMedia",
        _ act: Act = .created(references: 0)
    ) throws -> Origin {
        guard let source = SourceTerm(term) else { throw ProvenanceError.unsuitableFile }
        return Origin(source, act)
    }
}
