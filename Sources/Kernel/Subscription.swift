/// What one subscriber hears of something: the newest alone, however slow they are, until they leave or somebody ends it.
package struct Subscription<Element: Sendable>: Sendable {
    package let elements: AsyncStream<Element>
    /// For whoever tells the subscriber.
    ///
    /// Keep this, never the whole: that the elements are let go is how a subscriber leaves.
    package let continuation: AsyncStream<Element>.Continuation

    /// `leave` is called once: when the subscriber has left, or when it was ended.
    package init(onLeaving leave: @escaping @Sendable () -> Void) {
        (elements, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.onTermination = { _ in leave() }
    }

    /// Whoever waits for more hears that there is none.
    package func end() {
        continuation.finish()
    }
}
