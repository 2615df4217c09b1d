import Wire

extension NanoBananaPro.Order {
    /// Pictures of words, and of `pictures` where the model takes some.
    public static func generate(_ prompt: String) -> Self {
        Self(NewJobBody(task: "generate", prompt: prompt))
    }

    /// One picture, changed as words or `steps` say; further pictures are what the words call the second, the third.
    public static func edit(
        _ pictures: NanoBananaPro.Picture.ID...,
        as instruction: String? = nil
    ) -> Self {
        Self(NewJobBody(task: "edit", prompt: instruction, images: pictures.map(\.text)))
    }

    /// The next turn about a picture: its model is shown the words and pictures that led to it.
    ///
    /// `model` has to be named, and be one that takes pictures beside words.
    public static func goOn(
        with picture: NanoBananaPro.Picture.ID,
        as wish: String,
        model: String
    ) -> Self {
        Self(NewJobBody(task: "edit", prompt: wish, model: model, conversationOf: picture.text))
    }

    /// Pictures of yours on one canvas.
    public static func compose(_ pictures: [NanoBananaPro.Picture.ID], as layout: Layout) -> Self {
        Self(
            NewJobBody(
                task: "compose",
                images: pictures.map(\.text),
                layout: layout.members.mapValues(\.part)
            )
        )
    }

    /// What a layer document says.
    public static func compose(document: [String: NanoBananaPro.JSON]) -> Self {
        Self(NewJobBody(task: "compose", document: document.mapValues(\.part)))
    }

    /// A design with your words, by the names of its fields.
    public static func typeset(design: String, texts: [String: String]) -> Self {
        Self(NewJobBody(task: "typeset", template: design, texts: texts))
    }

    /// The words of a layer document, set exactly.
    public static func typeset(document: [String: NanoBananaPro.JSON]) -> Self {
        Self(NewJobBody(task: "typeset", document: document.mapValues(\.part)))
    }

    /// A picture, two or four times as wide and high.
    public static func upscale(_ picture: NanoBananaPro.Picture.ID, by scale: Int = 2) -> Self {
        Self(NewJobBody(task: "upscale", images: [picture.text], scale: scale))
    }
}
