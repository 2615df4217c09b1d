import Blobs
import Foundation
import Glibc
import Kernel
import NIOPosix
import TestSupport
import Testing

struct FileBlobStoreTests {
    let folder: TempFolder

    init() throws {
        folder = try TempFolder()
    }

    @Test func `a file lies under its name, in the folder of its last two characters`() async throws {
        let store = try BlobStoreKind.files.open(in: folder)
        try await store.write(.sample(), [Data([1])])
        let text = ImageID.sample().text
        #expect(try folder.files() == ["blobs/\(text.suffix(2))/\(text).full"])
    }

    @Test func `only the server's user can read a file`() async throws {
        let store = try BlobStoreKind.files.open(in: folder)
        try await store.write(.sample(), [Data([1])])
        let path = try #require(try folder.files().first)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder[path].path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func `what a crash left half-written is no file, and recovering clears it`() async throws {
        let store = try BlobStoreKind.files.open(in: folder)
        try await store.write(.sample(1), [Data([1])])
        try Data("half".utf8).write(to: folder["blobs/incoming/\(BlobName.sample(2).text)"])
        #expect(try await store.open(.sample(2)) == nil)
        try await store.recover()
        #expect(try await store.list().map(\.name) == [.sample(1)])
        #expect(try folder.files().count == 1)
    }

    @Test func `strangers in the folder are neither listed nor in the way`() async throws {
        let store = try BlobStoreKind.files.open(in: folder)
        try await store.write(.sample(), [Data([1])])
        let shelf = ImageID.sample().text.suffix(2)
        for path in [
            "note.txt", "\(shelf)/note.txt", "\(shelf)/img_x.full", "\(shelf)/\(JobID.sample().text).full",
        ] {
            try Data().write(to: folder["blobs/\(path)"])
        }
        #expect(try await store.list().map(\.name) == [.sample()])
    }

    @Test func `a folder that cannot be made is refused`() throws {
        try Data().write(to: folder["blobs"])
        #expect(throws: BlobError.notWritable) { try BlobStoreKind.files.open(in: folder) }
    }

    /// In a process of its own, which may write files of 100,000 bytes only.
    @Test func `a full disk refuses by name and leaves nothing`() async throws {
        await #expect(processExitsWith: .success) { [path = folder.url.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let store = try FileBlobStore(folder: URL(filePath: path), threads: .singleton)
            try await store.write(.sample(1), [Data(count: 100_000)])
            await #expect(throws: BlobError.diskFull) {
                try await store.write(.sample(2), [Data(count: 60_000), Data(count: 60_000)])
            }
        }
        #expect(try folder.files().count == 1)
    }
}
