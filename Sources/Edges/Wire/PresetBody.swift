/// A prompt to begin with.
public struct PresetBody: Codable, Sendable, Hashable {
    /// Stable, in small letters.
    public var id: String
    /// What it is for, a stable word.
    public var category: String
    /// What the category is called, in the request's language.
    public var categoryName: String
    /// What it is called, in the request's language.
    public var name: String
    /// The template, in the request's language.
    public var template: String
    /// Its variables, and what could fill them.
    public var variables: [PresetVariableBody]
    /// The template filled with that.
    public var prompt: String
    /// The shape that it is meant for.
    public var aspectRatio: String

    /// Makes a body of all its members.
    public init(
        id: String,
        category: String,
        categoryName: String,
        name: String,
        template: String,
        variables: [PresetVariableBody],
        prompt: String,
        aspectRatio: String
    ) {
        self.id = id
        self.category = category
        self.categoryName = categoryName
        self.name = name
        self.template = template
        self.variables = variables
        self.prompt = prompt
        self.aspectRatio = aspectRatio
    }

    enum CodingKeys: String, CodingKey {
        case id, category, name, template, variables, prompt
        case categoryName = "category_name"
        case aspectRatio = "aspect_ratio"
    }
}

/// A variable of a preset.
public struct PresetVariableBody: Codable, Sendable, Hashable {
    /// As the template calls it.
    public var name: String
    /// What could fill it.
    public var example: String

    /// Makes a variable.
    public init(name: String, example: String) {
        self.name = name
        self.example = example
    }
}
