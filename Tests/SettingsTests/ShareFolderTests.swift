import Foundation
import Testing

@testable import App

struct ShareFolderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func make(_ path: String) throws {
        for name in [
            "assets/a", "darkroom/a", "designs/a", "mail/a", "mcp/a", "models.json", "openapi/a",
            "passwords/a",
            "presets.json", "privacy/a",
            "sketch/a", "strings/a",
            "templates/a",
        ] {
            try folder.write("", to: "\(path)/\(name)")
        }
    }

    private var executable: URL { folder.url.appending(path: "bin/nbp") }

    @Test(arguments: ["bin/share", "share/nano-banana-pro"])
    func `it is found beside the executable`(path: String) throws {
        try make(path)
        #expect(
            try ShareFolder(nil, executable: executable).folder.path == folder.url.appending(path: path).path
        )
    }

    @Test func `beside comes before the installed one, and the named one before both`() throws {
        for path in ["bin/share", "share/nano-banana-pro", "named"] { try make(path) }
        let named = folder.url.appending(path: "named")
        #expect(try ShareFolder(nil, executable: executable).folder.path.hasSuffix("/bin/share"))
        #expect(try ShareFolder(named, executable: executable).folder.path == named.path)
    }

    @Test func `a named folder that is none refuses, even when another is there`() throws {
        try make("bin/share")
        let error = #expect(throws: ShareFolderRefusal.self) {
            try ShareFolder(folder.url.appending(path: "named"), executable: executable)
        }
        #expect(error?.description.hasPrefix("NBP_SHARE_DIR names \(folder.url.path)/named") == true)
    }

    @Test func `without any it refuses and lists where it looked`() throws {
        // A folder of that name that is not ours, as /usr/share would be.
        try folder.write("", to: "bin/share/man/man1")
        let error = #expect(throws: ShareFolderRefusal.self) { try ShareFolder(nil, executable: executable) }
        #expect(
            error?.places
                == ["bin/share", "share/nano-banana-pro"].map { folder.url.appending(path: $0).path }
        )
    }

    @Test func `a command that reads nothing else hears NBP_SHARE_DIR`() throws {
        try make("named")
        let path = folder.url.appending(path: "named").path
        #expect(try ShareFolder.find(environment: ["NBP_SHARE_DIR": path]).folder.path == path)
    }

    @Test func `the checkout's own share folder is whole`() throws {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../share")
        _ = try ShareFolder(checkout)
    }

    @Test func `the running program is known`() {
        #expect(FileManager.default.isExecutableFile(atPath: URL.runningExecutable.path))
    }
}
