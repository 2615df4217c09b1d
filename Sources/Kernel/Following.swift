/// What one follower hears of something: the newest alone, however slow they are, until they leave or somebody ends it.
package struct Following<Element: Sendable>: Sendable {
    package let elements: AsyncStream<Element>
    /// For whoever tells the follower.
    ///
    /// Keep this, never the whole: that the elements are let go is how a follower leaves.
    package let teller: AsyncStream<Element>.Continuation

    /// `leave` is called once: when the follower has left, or when it was ended.
    package init(onLeaving leave: @escaping @Sendable () -> Void) {
        (elements, teller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        teller.onTermination = { _ in leave() }
    }

    /// Whoever waits for more hears that there is none.
    package func end() {
        teller.finish()
    }
}
