import Kernel

/// What is said to Gemini: the prompt, and in words whatever Gemini has no member for.
struct GeminiWording {
    private let order: GatewayOrder
    /// Of what was shown before, in the same turn.
    private let picturesBefore: Int

    init(_ order: GatewayOrder, picturesBefore: Int) {
        self.order = order
        self.picturesBefore = picturesBefore
    }

    var text: String {
        [order.prompt.text, counted, absent, masked, demanded].filter { !$0.isEmpty }.joined(
            separator: "\n\n"
        )
    }

    /// The words count the references alone.
    private var counted: String {
        guard picturesBefore > 0, !order.references.isEmpty else { return "" }
        return """
            The first \(picturesBefore) of the pictures of this message were shown before. The ones behind them are \
            counted from 1.
            """
    }

    private var absent: String {
        order.negativePrompt.isEmpty ? "" : "Do not show: \(order.negativePrompt.text)"
    }

    private var masked: String {
        guard order.mask != nil else { return "" }
        let number = order.references.count + 1
        return """
            Image \(number), the last picture of this message, is a mask of image 1. In image 1, change only the white \
            area of image \(number); leave everything else as it is, and do not show the mask.
            """
    }

    private var demanded: String {
        order.demandsImage ? "Output the final image only." : ""
    }
}
