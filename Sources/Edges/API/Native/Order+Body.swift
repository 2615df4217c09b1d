import Engines
package import Kernel
package import Studio
package import Wire

extension Order {
    /// Reads what a client asked for.
    ///
    /// A design's samples and letters are of the reader's `language`.
    /// - Throws: `Problem` that names the member at fault.
    package init(
        _ body: NewJobBody,
        key: String?,
        language: Language = .english
    ) throws(Problem) {
        let name = body.task.map { Model.Task(rawValue: $0) } ?? .generate
        guard let name, name != .upload else { throw Problem(.taskUnsupported, field: "task") }
        try body.check(for: name)
        let task = try OrderTask(name, body, language)
        let prompt: Prompt
        if name == .generate {
            prompt = try body.readPrompt()
        } else {
            prompt = try Prompt(orNone: body.prompt ?? "")
        }
        self.init(
            task: task,
            prompt: prompt,
            model: body.model ?? ModelRegistry.standard,
            spec: try body.spec(for: task),
            count: body.n ?? 1,
            seed: try body.readSeed(),
            style: body.style,
            negative: try body.readNegative(),
            variationOf: try body.variationOf.map { text throws(Problem) in
                try ImageID(text, of: "variation_of")
            },
            idempotencyKey: try key.map { text throws(Problem) in try IdempotencyKey(text) }
        )
        if case .edit(let wish) = task, prompt.isEmpty, wish.steps.isEmpty {
            throw Problem(.promptEmpty, field: "prompt")
        }
    }
}

extension NewJobBody {
    /// The members that tasks have beside those that all have.
    private static let own: [Model.Task: Set<CodingKeys>] = [
        .generate: [
            .size, .aspectRatio, .resolution, .style, .variationOf, .text, .scene, .sceneOf, .images,
            .negativePrompt,
        ],
        .edit: [
            .images, .mask, .steps, .layers, .negativePrompt, .size, .aspectRatio, .resolution,
            .conversationOf,
        ],
        .compose: [.images, .layout, .document, .size, .aspectRatio, .resolution],
        .typeset: [
            .images, .document, .template, .texts, .palette, .size, .aspectRatio, .resolution,
        ],
        .upscale: [.images, .scale, .method],
    ]
    private static let common: Set<CodingKeys> = [.task, .prompt, .model, .n, .seed, .ageTicket]

    /// - Throws: `Problem` `field_not_of_task` for the first member that says nothing to the task.
    fileprivate func check(for task: Model.Task) throws(Problem) {
        let known = Self.common.union(Self.own[task] ?? [])
        if let stranger = CodingKeys.allCases.first(where: { has($0) && !known.contains($0) }) {
            throw Problem(.fieldNotOfTask, field: stranger.rawValue, ["task": task.rawValue])
        }
    }

    /// Whether a member was sent.
    func has(_ member: CodingKeys) -> Bool {
        switch member {
        case .task: task != nil
        case .prompt: prompt != nil
        case .model: model != nil
        case .size: size != nil
        case .aspectRatio: aspectRatio != nil
        case .resolution: resolution != nil
        case .n: n != nil
        case .seed: seed != nil
        case .style: style != nil
        case .variationOf: variationOf != nil
        case .scene: scene != nil
        case .sceneOf: sceneOf != nil
        case .images: images != nil
        case .mask: mask != nil
        case .steps: steps != nil
        case .layers: layers != nil
        case .layout: layout != nil
        case .document: document != nil
        case .text: text != nil
        case .template: template != nil
        case .texts: texts != nil
        case .palette: palette != nil
        case .scale: scale != nil
        case .method: method != nil
        case .ageTicket: ageTicket != nil
        case .negativePrompt: negativePrompt != nil
        case .conversationOf: conversationOf != nil
        }
    }

    /// - Throws: `Problem` `one_field_of` when one of these was sent as well.
    func refuse(_ members: [CodingKeys], beside chosen: CodingKeys) throws(Problem) {
        if let member = members.first(where: has) {
            let known = [chosen, member].map(\.rawValue).joined(separator: ", ")
            throw Problem(.oneFieldOf, field: member.rawValue, ["known": known])
        }
    }

    /// The words of a picture; a scene that is drawn as it is, or only larger or in another style, needs none.
    fileprivate func readPrompt() throws(Problem) -> Prompt {
        guard let text = prompt else {
            let isEnough = sceneOf == nil ? scene != nil : size != nil || style != nil || seed != nil
            guard isEnough else { throw Problem(.missingField, field: "prompt") }
            return .none
        }
        return scene == nil ? try Prompt(text) : try Prompt(orNone: text)
    }

    func readResolution() throws(Problem) -> Resolution? {
        guard let text = resolution else { return nil }
        guard let resolution = Resolution(rawValue: text) else {
            throw Problem(.resolutionUnknown, field: "resolution")
        }
        return resolution
    }

    /// What is not to be seen; white space alone is nothing.
    func readNegative() throws(Problem) -> Prompt? {
        do {
            let words = try Prompt(orNone: negativePrompt ?? "")
            return words.isEmpty ? nil : words
        } catch {
            throw Problem(error.code, field: "negative_prompt", error.arguments)
        }
    }

    fileprivate func readSeed() throws(Problem) -> Seed? {
        guard let number = seed else { return nil }
        guard let seed = Seed(number) else {
            throw Problem(.seedOutOfBounds, field: "seed", ["limit": "\(Seed.largest)"])
        }
        return seed
    }

    /// How large the result is to be, where somebody may say so and has, or where it has to be said.
    fileprivate func spec(for task: OrderTask) throws(Problem) -> ImageSpec? {
        guard task.takesSize else {
            if let member = [CodingKeys.size, .aspectRatio, .resolution].first(where: has) {
                throw Problem(.fieldNotOfTask, field: member.rawValue, ["task": task.name.rawValue])
            }
            return nil
        }
        // What is edited or composed takes its shape from its pictures, and what is designed from its design, unless told otherwise.
        if !task.isOfWords, size == nil, aspectRatio == nil { return nil }
        return try ImageSpec(size: size, aspectRatio: aspectRatio, resolution: resolution)
    }
}

extension ImageID {
    /// - Throws: `Problem` `not_found` for what is no picture's id: no picture has it.
    init(_ text: String, of field: String) throws(Problem) {
        guard let id = ImageID(text) else { throw Problem(.notFound, field: field) }
        self = id
    }
}
