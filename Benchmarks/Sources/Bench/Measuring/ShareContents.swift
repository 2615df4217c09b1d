import Foundation

/// The share folder that `NBP_SHARE_DIR` names, else the checkout's.
struct ShareContents: Sendable {
    let folder: URL

    init() throws {
        let named = ProcessInfo.processInfo.environment["NBP_SHARE_DIR"] ?? "share"
        folder = URL(filePath: named).absoluteURL
        guard FileManager.default.fileExists(atPath: sketch.path) else {
            throw Complaint(
                "\(folder.path) is no share folder; run make bench, or name it with NBP_SHARE_DIR"
            )
        }
    }

    var sketch: URL { folder.appending(path: "sketch") }
    var models: URL { folder.appending(path: "models.json") }
}
