import Engines
import Kernel
import Studio
import Typography
import Wire

extension OrderTask {
    /// - Throws: `Problem` that names the member at fault.
    init(
        _ name: Model.Task,
        _ body: NewJobBody,
        _ language: Language
    ) throws(Problem) {
        switch name {
        case .generate:
            let text = try body.text.map { text throws(Problem) in try TextWish(text) }
            let pictures = try body.pictures()
            if let scene = try body.readScene() {
                try body.refuse([.images], beside: body.scene == nil ? .sceneOf : .scene)
                self = .scene(scene, text)
            } else if pictures.isEmpty {
                self = .generate(text)
            } else {
                self = .repaint(RepaintWish(of: pictures, isEdit: false, text: text))
            }
        case .edit where body.conversationOf != nil:
            self = .repaint(RepaintWish(goingOnWith: try body.pictureOfConversation()))
        case .edit:
            let pictures = try body.somePictures()
            self = .edit(
                EditWish(
                    of: pictures[0],
                    others: Array(pictures.dropFirst()),
                    steps: try body.readSteps(),
                    mask: try body.mask.map { text throws(Problem) in try ImageID(text, of: "mask") },
                    layers: try body.readLayers()
                )
            )
        case .compose: self = .compose(try LayerWish(composing: body))
        case .typeset: self = .typeset(try LayerWish(typesetting: body, language))
        case .upscale:
            self = .upscale(
                EnlargeWish(
                    of: try body.onePicture(),
                    factor: try body.readFactor(),
                    method: try body.readMethod()
                )
            )
        case .upload: throw Problem(.taskUnsupported, field: "task")
        }
    }
}

extension OrderTask {
    /// Whether a picture is made of words, which say nothing of a size.
    var isOfWords: Bool { name == .generate && !isOfScene }

    private var isOfScene: Bool {
        if case .scene = self { true } else { false }
    }
}

extension NewJobBody {
    /// The scene that is drawn instead of words; its shape is its own.
    fileprivate func readScene() throws(Problem) -> SceneWish? {
        if let scene {
            try refuse([.sceneOf, .aspectRatio, .resolution], beside: .scene)
            return .document(try JSONPart.object(scene).read(as: "scene"))
        }
        guard let sceneOf else { return nil }
        try refuse([.variationOf, .aspectRatio, .resolution], beside: .sceneOf)
        return .change(of: try ImageID(sceneOf, of: "scene_of"))
    }

    /// The pictures by their ids.
    /// - Throws: `Problem` `too_many_images`, before any is looked at, or `not_found`.
    func pictures() throws(Problem) -> [ImageID] {
        let texts = images ?? []
        guard texts.count <= OrderTask.mostImages else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(OrderTask.mostImages)"])
        }
        var ids: [ImageID] = []
        for (place, text) in texts.enumerated() { ids.append(try ImageID(text, of: "images[\(place)]")) }
        return ids
    }

    /// The picture that is gone on with; whatever was done to it before is known.
    fileprivate func pictureOfConversation() throws(Problem) -> ImageID {
        try refuse([.images, .mask, .steps, .layers], beside: .conversationOf)
        return try ImageID(conversationOf ?? "", of: "conversation_of")
    }

    /// At least one picture.
    fileprivate func somePictures() throws(Problem) -> [ImageID] {
        let pictures = try pictures()
        guard images != nil else { throw Problem(.missingField, field: "images") }
        guard !pictures.isEmpty else {
            let most = "\(OrderTask.mostImages)"
            throw Problem(.lengthOutOfRange, field: "images", ["least": "1", "most": most])
        }
        return pictures
    }

    fileprivate func onePicture() throws(Problem) -> ImageID {
        let pictures = try somePictures()
        guard pictures.count == 1 else {
            throw Problem(.lengthOutOfRange, field: "images", ["least": "1", "most": "1"])
        }
        return pictures[0]
    }

    fileprivate func readSteps() throws(Problem) -> [EditStep] {
        guard let steps else { return [] }
        guard steps.count <= EditRecipe.mostSteps else {
            throw Problem(
                .lengthOutOfRange,
                field: "steps",
                ["least": "1", "most": "\(EditRecipe.mostSteps)"]
            )
        }
        return try JSONPart.list(steps.map(JSONPart.object)).read(as: "steps")
    }

    fileprivate func readLayers() throws(Problem) -> [Layer] {
        guard let layers else { return [] }
        guard layers.count <= LayerDocument.mostLayers else {
            throw Problem(.tooManyLayers, field: "layers", ["most": "\(LayerDocument.mostLayers)"])
        }
        return try JSONPart.list(layers.map(JSONPart.object)).read(as: "layers")
    }

    fileprivate func readFactor() throws(Problem) -> EnlargeFactor {
        guard let factor = EnlargeFactor(rawValue: scale ?? EnlargeFactor.two.rawValue) else {
            throw Problem(.valueUnknown, field: "scale", ["known": EnlargeFactor.allCases.names])
        }
        return factor
    }

    fileprivate func readMethod() throws(Problem) -> EnlargeMethod {
        guard let method = EnlargeMethod(rawValue: method ?? EnlargeMethod.automatic.rawValue) else {
            throw Problem(.valueUnknown, field: "method", ["known": EnlargeMethod.allCases.names])
        }
        return method
    }
}

extension Sequence where Element: RawRepresentable {
    /// What can be written, in a row.
    fileprivate var names: String { map { "\($0.rawValue)" }.joined(separator: ", ") }
}

extension LayerWish {
    fileprivate init(composing body: NewJobBody) throws(Problem) {
        if let document = body.document {
            try body.refuse([.images, .layout], beside: .document)
            self = .document(try JSONPart.object(document).read(as: "document"))
            return
        }
        guard let layout = body.layout else { throw Problem(.missingField, field: "layout") }
        guard body.images != nil else { throw Problem(.missingField, field: "images") }
        self = .layout(
            try JSONPart.object(layout).read(as: "layout"),
            of: try body.pictures(),
            resolution: try body.readResolution()
        )
    }

    fileprivate init(typesetting body: NewJobBody, _ language: Language) throws(Problem) {
        if let document = body.document {
            try body.refuse([.images, .template, .texts, .palette], beside: .document)
            self = .document(try JSONPart.object(document).read(as: "document"))
            return
        }
        guard let design = body.template else { throw Problem(.missingField, field: "template") }
        let pictures = try body.pictures()
        guard pictures.count <= 1 else {
            throw Problem(.lengthOutOfRange, field: "images", ["least": "0", "most": "1"])
        }
        let isHan = body.texts?.values.contains {
            $0.unicodeScalars.contains(where: \.properties.isIdeographic)
        }
        self = .design(
            DesignWish(
                design,
                texts: body.texts,
                palette: body.palette,
                picture: pictures.first,
                // Whose pages are English may write Chinese all the same.
                language: isHan == true ? .traditionalChinese : language,
                resolution: try body.readResolution()
            )
        )
    }
}

extension TextWish {
    static let placeMember = "place"

    /// Reads a text setting with a place beside its members.
    fileprivate init(_ members: [String: JSONPart]) throws(Problem) {
        var members = members
        var place = TextWish.Place.bottom
        switch members.removeValue(forKey: Self.placeMember) {
        case nil, .null: break
        case .text(let word):
            guard let known = TextWish.Place(rawValue: word) else {
                throw Problem(.valueUnknown, field: "text.place", ["known": TextWish.Place.allCases.names])
            }
            place = known
        default: throw Problem(.wrongFieldType, field: "text.place")
        }
        self.init(try JSONPart.object(members).read(as: "text"), at: place)
    }
}
