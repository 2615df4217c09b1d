/// What a `finishReason` means for us.
enum GeminiEnd: Sendable {
    /// It ended, perhaps too early or in a word we do not know: a picture that is there counts.
    case ended
    /// It made no picture that it stands by: what is there are drafts.
    case withoutPicture
    /// What it made is against its rules.
    case refused
    /// A picture in the conversation lacks its signature.
    case unsigned

    init(_ word: String?) {
        self =
            switch word {
            case "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "PROHIBITED_CONTENT", "SAFETY", "BLOCKLIST",
                "SPII", "IMAGE_RECITATION", "RECITATION", "MODEL_ARMOR":
                .refused
            case "IMAGE_OTHER", "NO_IMAGE": .withoutPicture
            case "MISSING_THOUGHT_SIGNATURE": .unsigned
            default: .ended
            }
    }
}
