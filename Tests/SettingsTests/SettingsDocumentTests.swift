import Foundation
import Testing

@testable import App

struct SettingsDocumentTests {
    @Test func `the operations page lists every setting as it is`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
            .standardizedFileURL
        let page = try String(contentsOf: root.appending(path: "docs/operations.md"), encoding: .utf8)
        #expect(page.contains(SettingsTable.reference), "\(SettingsTable.reference)")
    }
}
