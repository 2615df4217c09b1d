import Foundation
import Glibc
import Store
import TestSupport
import Testing

struct DiskFullTests {
    /// In a process of its own, which may write files of 256 KiB only.
    @Test func `a full disk refuses the write by name and changes nothing`() async throws {
        let folder = try TempFolder()
        await #expect(processExitsWith: .success) { [path = folder.url.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            let store = try SQLiteStore(file: URL(filePath: path).appending(path: "test.sqlite"))
            try await store.migrate([.item])
            try await store.write { tx in try Items(tx).add("before") }
            var limit = rlimit(rlim_cur: 262_144, rlim_max: 262_144)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            await #expect(throws: StoreError.diskFull) {
                try await store.write { tx in
                    _ = try tx.run(
                        "INSERT INTO item (name, content) VALUES ('large', \(Data(count: 1_000_000)))"
                    )
                }
            }
            #expect(try await store.read { tx in try Items(tx).names() } == ["before"])
        }
    }
}
