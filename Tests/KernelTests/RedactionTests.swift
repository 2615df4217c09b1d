import Kernel
import Testing

struct RedactionTests {
    static let canary = "canary@example.org"

    /// A value that no log may show.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let value: any Sendable
    }

    static let cases: [Case] = [
        Case(testDescription: "secret", value: Secret(canary)),
        Case(testDescription: "prompt", value: (try? Prompt(canary)) as any Sendable),
        Case(testDescription: "address", value: EmailAddress(canary) as any Sendable),
    ]

    @Test(arguments: cases)
    func `it prints as redacted, alone and inside others`(_ item: Case) {
        let prints = [
            "\(item.value)", String(describing: item.value), String(reflecting: item.value),
            "\([item.value])",
            "\(Holder(value: item.value))", String(reflecting: Holder(value: item.value)),
        ]
        #expect(prints.allSatisfy { $0.contains("<redacted>") && !$0.contains(Self.canary) })
    }

    @Test(arguments: cases)
    func `a dump does not show it`(_ item: Case) {
        var text = ""
        dump(Holder(value: item.value), to: &text)
        #expect(text.contains("<redacted>"))
        #expect(!text.contains(Self.canary))
    }

    @Test func `a mirror has nothing to show`() throws {
        #expect(Mirror(reflecting: Secret(Self.canary)).children.isEmpty)
        #expect(Mirror(reflecting: try Prompt(Self.canary)).children.isEmpty)
        #expect(Mirror(reflecting: try #require(EmailAddress(Self.canary))).children.isEmpty)
    }

    @Test func `the one place that asks gets the text`() {
        #expect(Secret(Self.canary).reveal() == Self.canary)
    }

    private struct Holder {
        let value: any Sendable
    }
}
