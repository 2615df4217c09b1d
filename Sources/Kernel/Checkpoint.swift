/// Named points between two steps that a crash must not tear apart.
///
/// In the product reaching one does nothing; the test build stops or kills the process there.
package struct Checkpoint: Sendable {
    package let reach: @Sendable (_ point: StaticString) async -> Void

    package init(reach: @escaping @Sendable (_ point: StaticString) async -> Void) {
        self.reach = reach
    }

    package static let none = Checkpoint { _ in }
}
