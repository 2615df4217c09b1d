import Foundation
import Kernel
import TestSupport
import Testing
import Vault

struct SealingTests {
    static let text = "a secret cat"
    let bench: VaultBench
    let owner = SubjectID.sample(1)
    let other = SubjectID.sample(2)

    init() async throws {
        bench = try await VaultBench()
        try await bench.ring.makeKey(for: owner)
        try await bench.ring.makeKey(for: other)
    }

    @Test(arguments: ["", "a", "貓 😀", String(repeating: "long ", count: 10_000)])
    func `what was sealed opens again`(text: String) async throws {
        #expect(try await bench.open(bench.seal(text, for: owner), for: owner) == text)
    }

    @Test func `sealing twice gives different bytes, none of them the text`() async throws {
        let (one, two) = try await (bench.seal(Self.text, for: owner), bench.seal(Self.text, for: owner))
        #expect(one.bytes != two.bytes)
        #expect(one.bytes.range(of: Data(Self.text.utf8)) == nil)
    }

    @Test(arguments: [
        SealedPlace("note", "text", row: RowID.sample(2)), SealedPlace("note", "title", row: RowID.sample(1)),
        SealedPlace("page", "text", row: RowID.sample(1)), SealedPlace("notet", "ext", row: RowID.sample(1)),
    ])
    func `a value that was moved does not open`(place: SealedPlace) async throws {
        let moved = try await Sealed(bench.seal(Self.text, for: owner).bytes, at: place)
        await #expect(throws: VaultError.damaged) { try await bench.open(moved, for: owner) }
    }

    @Test func `another person's key opens nothing`() async throws {
        let sealed = try await bench.seal(Self.text, for: owner)
        await #expect(throws: VaultError.damaged) { try await bench.open(sealed, for: other) }
    }

    @Test func `any flipped bit is noticed`() async throws {
        let sealed = try await bench.seal(Self.text, for: owner).bytes
        try await withThrowingTaskGroup { group in
            for place in 0..<sealed.count * 8 {
                group.addTask {
                    let changed = Sealed(sealed.flipping(place), at: VaultBench.place)
                    await #expect(throws: VaultError.damaged) { try await bench.open(changed, for: owner) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `any missing end is noticed`() async throws {
        let sealed = try await bench.seal(Self.text, for: owner).bytes
        try await withThrowingTaskGroup { group in
            for length in 0..<sealed.count {
                group.addTask {
                    let cut = Sealed(sealed.prefix(length), at: VaultBench.place)
                    await #expect(throws: VaultError.damaged) { try await bench.open(cut, for: owner) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `an added byte is noticed`() async throws {
        let longer = try await Sealed(bench.seal(Self.text, for: owner).bytes + [0], at: VaultBench.place)
        await #expect(throws: VaultError.damaged) { try await bench.open(longer, for: owner) }
    }

    @Test func `a person without a key is erased, for sealing and for opening`() async throws {
        let sealed = try await bench.seal(Self.text, for: owner)
        await #expect(throws: Problem(.erased)) { try await bench.seal(Self.text, for: .sample(9)) }
        await #expect(throws: Problem(.erased)) { try await bench.open(sealed, for: .sample(9)) }
    }

    @Test func `an index finds equal values of one use under one master key alone`() async throws {
        let elsewhere = try await VaultBench(folder: TempFolder(), master: MasterKey(.seeded(99)))
        let index = bench.vault.index(Data("a".utf8), as: "token")
        #expect(bench.vault.index(Data("a".utf8), as: "token") == index)
        #expect(bench.vault.index(Data("b".utf8), as: "token") != index)
        #expect(bench.vault.index(Data("a".utf8), as: "toke") != index)
        #expect(elsewhere.vault.index(Data("a".utf8), as: "token") != index)
    }
}

extension Data {
    func flipping(_ bit: Int) -> Data {
        var changed = self
        changed[startIndex + bit / 8] ^= 1 << (bit % 8)
        return changed
    }
}
