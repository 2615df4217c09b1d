package import Kernel

/// Why no text was set.
package enum TypographyError: Error, Equatable {
    /// The setting cannot be done: `font_unknown`, `text_does_not_fit`.
    case refused(Problem)
    /// The box, or the one around it when it is turned, has more pixels than `Typography.mostPixels`.
    case tooLarge
    /// Too many texts are waiting already; worth another try later.
    case busy
    /// The calling task was cancelled.
    case cancelled
    /// Nothing the caller could change: no memory, or a library refused.
    case failed
}
