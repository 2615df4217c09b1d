import Foundation
import Testing

@testable import App

struct DataDirectoryTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `the folder is made for its owner alone, its parents too`() throws {
        let directory = try DataDirectory(folder.url.appending(path: "a/b"))
        let mode = try FileManager.default.attributesOfItem(atPath: directory.folder.path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o700)
    }

    @Test func `looking whether it can be written leaves nothing behind`() throws {
        let directory = try DataDirectory(folder.url)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.folder.path) == [])
    }

    @Test func `a folder that is there keeps its mode`() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder.url.path)
        _ = try DataDirectory(folder.url)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.url.path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o750)
    }

    @Test(arguments: ["/dev/null/data", "/proc/nbp-data"])
    func `a folder that cannot be made refuses with its path`(path: String) {
        #expect(throws: DataDirectoryRefusal.cannotBeMade(path: path)) {
            try DataDirectory(URL(filePath: path))
        }
    }

    @Test func `a folder that cannot be written refuses with its path`() {
        #expect(throws: DataDirectoryRefusal.cannotBeWritten(path: "/proc/self")) {
            try DataDirectory(URL(filePath: "/proc/self", directoryHint: .notDirectory))
        }
    }

    @Test func `a second server is refused with the first one's process`() throws {
        let first = try DataDirectory(folder.url).lock()
        let second = try DataDirectory(folder.url)
        let refusal = DataDirectoryRefusal.inUse(path: folder.url.path, by: getpid())
        #expect(throws: refusal) { try second.lock() }
        #expect(refusal.description.contains("(process \(getpid()))"))
        withExtendedLifetime(first) {}
    }

    @Test func `a lock that was let go can be taken again`() throws {
        let directory = try DataDirectory(folder.url)
        var lock: DataDirectory.Lock? = try directory.lock()
        #expect(lock != nil)
        lock = nil
        _ = try directory.lock()
    }

    @Test func `a process that dies lets go`() async throws {
        let path = folder.url.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try DataDirectory(URL(filePath: path)).lock()
            withExtendedLifetime(lock) { _ = kill(getpid(), SIGKILL) }
        }
        let written = try String(contentsOf: folder.url.appending(path: "lock"), encoding: .utf8)
        #expect(Int32(written.dropLast()) != nil)
        _ = try DataDirectory(folder.url).lock()
    }

    @Test func `places can be named without touching the disk`() {
        let places = DataDirectory.Places(folder.url.appending(path: "none"))
        let all = [
            places.database, places.blobs, places.keys, places.masterKey, places.keyRing, places.outbox,
            places.lock,
        ]
        #expect(Set(all.map(\.path)).count == all.count)
        #expect(all.allSatisfy { $0.path.hasPrefix(places.folder.path + "/") })
        #expect(!FileManager.default.fileExists(atPath: places.folder.path))
    }
}
