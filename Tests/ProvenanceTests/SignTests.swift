import CBOR
import Crypto
import FoundationEssentials
import Imaging
import Testing

@testable import Provenance

struct SignTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test(arguments: Workshop.formats)
    func `the hash leaves out the manifest and not a byte more`(encoding: ImageEncoding) async throws {
        let signed = try await workshop.signed(encoding)
        let unsigned = try await workshop.unsigned(encoding)
        let kind = try #require(encoding.format.carrier)
        let store = try #require(kind.init(signed)?.pieces.stores.first)
        let rest = signed.prefix(store.range.lowerBound) + signed.dropFirst(store.range.upperBound)
        let manifest = try FoundManifest(readingStore: store.bytes)
        let told = manifest.assertion(DataHash.label)?.map
        #expect(told?["hash"]?.bytes == Array(SHA256.hash(data: rest)))
        #expect(told?["exclusions"]?.array?.first?.map?["start"]?.integer == store.range.lowerBound)
        #expect(told?["exclusions"]?.array?.first?.map?["length"]?.integer == store.range.count)
        if encoding != .webp(quality: 80) { #expect(rest == unsigned) }
    }

    @Test(arguments: Workshop.formats)
    func `a signed file still decodes to the same pixels`(encoding: ImageEncoding) async throws {
        let imaging = Imaging(threads: 1)
        let signed = try await imaging.decode(workshop.signed(encoding))
        let unsigned = try await imaging.decode(workshop.unsigned(encoding))
        #expect(try await imaging.pixels(of: signed) == imaging.pixels(of: unsigned))
    }

    @Test func `nothing is signed twice`() async throws {
        let signed = try await workshop.signed(.png)
        await #expect(throws: ProvenanceError.signedAlready) {
            try await workshop.provenance.signed(signed, made: .sample())
        }
    }

    @Test func `what holds no manifest is not signed`() async throws {
        let avif = try await workshop.unsigned(.avif(quality: 50))
        for file in [avif, Data(), Data("GIF89a".utf8)] {
            await #expect(throws: ProvenanceError.unsuitableFile) {
                try await workshop.provenance.signed(file, made: .sample())
            }
        }
    }

    @Test func `two files of one picture share no identifier`() async throws {
        let file = try await workshop.unsigned(.png)
        let one = try await workshop.provenance.signed(file, made: .sample())
        let other = try await workshop.provenance.signed(file, made: .sample())
        let stores = [one, other].compactMap { PNGCarrier($0)?.pieces.stores.first?.bytes }
        let claims = try stores.map { try FoundManifest(readingStore: $0).claim }
        let identifiers = claims.compactMap { (try? CBOR(decoding: $0))?.map?["instanceID"]?.text }
        #expect(Set(identifiers).count == 2)
        #expect(Set(claims).count == 2)
    }

    @Test func `a manifest names the program and its version`() async throws {
        let signed = try await workshop.signed(.png)
        let store = try #require(PNGCarrier(signed)?.pieces.stores.first)
        let claim = try CBOR(decoding: FoundManifest(readingStore: store.bytes).claim)
        #expect(claim.map?["claim_generator_info"] == ["name": "Nano Banana Pro", "version": "1.2.3"])
        #expect(claim.map?.count == 5)
    }
}
