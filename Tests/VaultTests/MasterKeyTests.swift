import Foundation
import Kernel
import TestSupport
import Testing
import Vault

struct MasterKeyTests {
    let folder: TempFolder
    let file: URL

    init() throws {
        folder = try TempFolder()
        file = folder["keys/master.key"]
    }

    @Test func `the first start makes the file, for its user alone`() throws {
        _ = try open(hasData: false)
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(try permissions(of: file) == 0o600)
        #expect(try permissions(of: folder["keys"]) == 0o700)
        #expect(text.hasSuffix("\n"))
        #expect(Data(base64Encoded: text.trimmingCharacters(in: .newlines))?.count == 32)
        #expect(try folder.files() == ["keys/master.key"])
    }

    @Test func `later starts read the same key`() async throws {
        let first = try open(hasData: false)
        _ = try await VaultBench(folder: folder, master: first)
        _ = try await VaultBench(folder: folder, master: open(hasData: true, seed: 9))
        _ = try await VaultBench(folder: folder, master: open(hasData: false, seed: 10))
    }

    @Test func `starts that come at once agree on one key`() async throws {
        let keys = try await withThrowingTaskGroup(of: MasterKey.self) { group in
            for seed in 1...8 as ClosedRange<UInt64> {
                group.addTask { try open(hasData: false, seed: seed) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for key in keys { _ = try await VaultBench(folder: folder, master: key) }
        #expect(try folder.files().filter { $0.hasPrefix("keys/") } == ["keys/master.key"])
    }

    @Test func `a missing file beside data is refused and not made anew`() throws {
        #expect(throws: VaultRefusal.masterKeyMissing(path: file.path)) { try open(hasData: true) }
        #expect(try folder.files() == [])
    }

    @Test(arguments: [
        "", "\n", "not base64 !", Data(count: 31).base64EncodedString(),
        Data(count: 33).base64EncodedString(),
        Data(count: 32).base64EncodedString() + "\n" + Data(count: 32).base64EncodedString(),
    ])
    func `a malformed file is refused`(text: String) throws {
        try put(Data(text.utf8))
        #expect(throws: VaultRefusal.masterKeyMalformed(path: file.path)) { try open(hasData: false) }
        #expect(try Data(contentsOf: file) == Data(text.utf8))
    }

    @Test func `a file that is no text is refused`() throws {
        try put(Data([0xFF, 0xFE, 0xFD]))
        #expect(throws: VaultRefusal.self) { try open(hasData: false) }
    }

    @Test(arguments: [0o604, 0o602, 0o644, 0o777])
    func `a file that every user may read or write is refused`(mode: Int) throws {
        try put(Data((Data(count: 32).base64EncodedString() + "\n").utf8), mode: mode)
        #expect(throws: VaultRefusal.masterKeyExposed(path: file.path)) { try open(hasData: true) }
    }

    @Test(arguments: [0o600, 0o400, 0o640])
    func `a file that its user or group may read is taken`(mode: Int) throws {
        try put(Data((Data(count: 32).base64EncodedString() + "\n").utf8), mode: mode)
        _ = try open(hasData: true)
    }

    @Test func `a folder that cannot be made is refused as unwritable`() throws {
        try Data().write(to: folder["keys"])
        #expect(throws: VaultRefusal.masterKeyUnwritable(path: file.path)) { try open(hasData: false) }
    }

    @Test func `a folder in the file's place is refused as unreadable`() throws {
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(throws: VaultRefusal.self) { try open(hasData: false) }
    }

    @Test(arguments: [
        VaultRefusal.masterKeyMissing(path: "/k"), .masterKeyUnreadable(path: "/k"),
        .masterKeyExposed(path: "/k"),
        .masterKeyMalformed(path: "/k"), .masterKeyUnwritable(path: "/k"), .masterKeyWrong, .ringDamaged,
    ])
    func `every refusal says what to do, after a semicolon`(refusal: VaultRefusal) {
        #expect(refusal.description.split(separator: ";").count == 2)
    }

    private func open(hasData: Bool, seed: UInt64 = 1) throws -> MasterKey {
        try MasterKey(file: file, hasData: hasData, randomness: .seeded(seed))
    }

    private func put(_ bytes: Data, mode: Int = 0o600) throws {
        try FileManager.default.createDirectory(at: folder["keys"], withIntermediateDirectories: true)
        try bytes.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }

    private func permissions(of file: URL) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}
