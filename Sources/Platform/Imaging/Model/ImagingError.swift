/// Why there is no picture.
package enum ImagingError: Error, Equatable {
    /// The bytes begin like no picture.
    case notAnImage
    /// A picture of a kind that we do not decode, or with contents that ours never have.
    case unsupportedFormat
    /// More pixels than the limit, over all pages, or a side that is too long.
    case tooLarge(pixels: Int)
    /// The bytes are not what they say, or end too early.
    case damaged
    /// Too many pictures are waiting already; worth another try later.
    case busy
    /// The calling task was cancelled.
    case cancelled
    /// A number outside of what the tool says it takes.
    case outOfRange
    /// Nothing the caller could change: no memory, or a library refused. The log has its reason.
    case failed
}
