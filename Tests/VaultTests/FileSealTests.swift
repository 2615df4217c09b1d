import Foundation
import Kernel
import Purposes
import TestSupport
import Testing
import Vault

struct FileSealTests {
    let bench: VaultBench
    let owner = SubjectID.sample(1)

    init() async throws {
        bench = try await VaultBench()
        try await bench.ring.makeKey(for: owner)
        try await bench.ring.makeKey(for: .sample(2))
    }

    @Test(arguments: [0, 1, FileSeal.chunkSize])
    func `a chunk opens at its place`(count: Int) async throws {
        let seal = try await newSeal()
        let plain = Data(Randomness.seeded().bytes(count))
        let sealed = try seal.seal(plain, number: 3, isLast: true)
        #expect(sealed.count == count + 16)
        #expect(try seal.open(sealed, number: 3, isLast: true) == plain)
    }

    @Test(arguments: [(2, true), (4, true), (3 + 1 << 32, true), (3, false)])
    func `a chunk opens at no other place`(number: Int, isLast: Bool) async throws {
        let seal = try await newSeal()
        let sealed = try seal.seal(Data("chunk".utf8), number: 3, isLast: true)
        #expect(throws: VaultError.damaged) { try seal.open(sealed, number: number, isLast: isLast) }
    }

    @Test func `the header makes the same seal again, for its name and owner alone`() async throws {
        let seal = try await newSeal()
        let sealed = try seal.seal(Data("chunk".utf8), number: 0, isLast: true)
        #expect(
            try await oldSeal("a.full", seal.header).open(sealed, number: 0, isLast: true)
                == Data("chunk".utf8)
        )
        let strangers = try await [
            oldSeal("b.full", seal.header), oldSeal("a.full", seal.header, of: .sample(2)),
        ]
        for stranger in strangers {
            #expect(throws: VaultError.damaged) { try stranger.open(sealed, number: 0, isLast: true) }
        }
    }

    @Test func `two files of one name have different keys`() async throws {
        let (one, two) = try await (newSeal(1), newSeal(2))
        #expect(one.header != two.header)
        let sealed = try one.seal(Data("chunk".utf8), number: 0, isLast: true)
        #expect(throws: VaultError.damaged) { try two.open(sealed, number: 0, isLast: true) }
    }

    @Test(arguments: [0, 4, 35, 37])
    func `a header of another length is refused`(count: Int) async throws {
        let header = try await (newSeal().header + [0]).prefix(count)
        await #expect(throws: VaultError.damaged) { try await oldSeal("a.full", header) }
    }

    @Test func `a header of another form is refused`() async throws {
        let header = try await newSeal().header.flipping(0)
        await #expect(throws: VaultError.damaged) { try await oldSeal("a.full", header) }
    }

    @Test func `a chunk shorter than its tag is refused`() async throws {
        let seal = try await newSeal()
        #expect(throws: VaultError.damaged) { try seal.open(Data(count: 15), number: 0, isLast: true) }
    }

    private func newSeal(_ seed: UInt64 = 1) async throws -> FileSeal {
        let permit = try await bench.gate.permit(ProvideService.self, for: owner)
        return try await bench.vault.newFileSeal(named: "a.full", randomness: .seeded(seed), under: permit)
    }

    @discardableResult
    private func oldSeal(_ name: String, _ header: Data, of person: SubjectID? = nil) async throws -> FileSeal
    {
        let permit = try await bench.gate.permit(ProvideService.self, for: person ?? owner)
        return try await bench.vault.fileSeal(named: name, header: header, under: permit)
    }
}
