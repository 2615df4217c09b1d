import Foundation
import Kernel
import Privacy
import Testing

@testable import App

struct RetentionListTests {
    private static func list(_ text: String) throws -> RetentionList {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "nbp.yaml")
        let file = SettingsFile(folder.url.appending(path: "nbp.yaml"))
        #expect(file.faults.isEmpty)
        return RetentionList(file.items(of: .retention))
    }

    @Test func `a rule with a period is taken`() throws {
        let list = try Self.list("retention:\n  - rule: r-a\n    period: P7D\n  - {rule: r-b, period: P6M}\n")
        #expect(list.faults.isEmpty)
        #expect(list.periods.map(\.period) == [.days(7), .months(6)])
        #expect(list.periods.map(\.rule) == ["r-a", "r-b"])
    }

    @Test(arguments: [
        "retention: [{rule: r-a}]", "retention: [{period: P7D}]", "retention: [{rule: r-a, period: a week}]",
        "retention: [{rule: r-a, period: [P7D]}]", "retention: [{rule: r-a, period: P7D, why: thrift}]",
    ])
    func `anything else is a fault that says where`(text: String) throws {
        let list = try Self.list(text)
        #expect(list.periods.isEmpty)
        #expect(list.faults.count == 1 && list.faults[0].place.contains("retention[1]"))
    }
}
