/// Named points between two steps that a crash must not tear apart, and named steps.
///
/// In the product reaching a point does nothing and no step is left out; the test build stops or kills the process at a
/// point, and leaves a step out to see that its proof notices.
package struct Checkpoint: Sendable {
    package let reach: @Sendable (_ point: StaticString) async -> Void
    package let skips: @Sendable (_ step: StaticString) -> Bool

    package init(
        reach: @escaping @Sendable (_ point: StaticString) async -> Void,
        skips: @escaping @Sendable (_ step: StaticString) -> Bool = { _ in false }
    ) {
        self.reach = reach
        self.skips = skips
    }

    package static let none = Checkpoint { _ in }
}
