/// A designed template.
public struct DesignBody: Codable, Sendable, Hashable {
    /// What to send as `template`.
    public var id: String
    /// Its name in your language.
    public var name: String
    /// What it is for, such as `poster`.
    public var category: String
    /// Whether it takes a picture: `none`, `optional` or `required`.
    public var picture: String
    /// The shapes that it is good at.
    public var aspectRatios: [String]
    /// The texts that it shows.
    public var texts: [DesignTextBody]
    /// Its colour schemes.
    public var palettes: [DesignPaletteBody]

    /// Makes a design of its members.
    public init(
        id: String,
        name: String,
        category: String,
        picture: String,
        aspectRatios: [String],
        texts: [DesignTextBody],
        palettes: [DesignPaletteBody]
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.picture = picture
        self.aspectRatios = aspectRatios
        self.texts = texts
        self.palettes = palettes
    }

    enum CodingKeys: String, CodingKey {
        case id, name, category, picture, texts, palettes
        case aspectRatios = "aspect_ratios"
    }
}

/// A text of a design.
public struct DesignTextBody: Codable, Sendable, Hashable {
    /// Its name in `texts`.
    public var id: String
    /// What people call it, in your language.
    public var name: String
    /// What stands there unless it is replaced.
    public var standard: String
    /// Characters, at most.
    public var most: Int
    /// Whether it may be left out.
    public var optional: Bool

    /// Makes a text of its members.
    public init(
        id: String,
        name: String,
        standard: String,
        most: Int,
        optional: Bool
    ) {
        self.id = id
        self.name = name
        self.standard = standard
        self.most = most
        self.optional = optional
    }
}

/// A colour scheme of a design.
public struct DesignPaletteBody: Codable, Sendable, Hashable {
    /// What to send as `palette`.
    public var id: String
    /// Its name in your language.
    public var name: String
    /// Colours by what they are for.
    public var colours: [String: String]

    /// Makes a colour scheme of its members.
    public init(
        id: String,
        name: String,
        colours: [String: String]
    ) {
        self.id = id
        self.name = name
        self.colours = colours
    }
}

/// A family of fonts.
public struct FontBody: Codable, Sendable, Hashable {
    /// What to write as `family`.
    public var family: String
    /// `sans`, `serif`, `display`, `script` or `mono`.
    public var kind: String
    /// The scripts that it was drawn for.
    public var scripts: [String]
    /// From 100 to 900.
    public var weights: [Int]
    /// Whether it has italics.
    public var italic: Bool

    /// Makes a font of its members.
    public init(
        family: String,
        kind: String,
        scripts: [String],
        weights: [Int],
        italic: Bool
    ) {
        self.family = family
        self.kind = kind
        self.scripts = scripts
        self.weights = weights
        self.italic = italic
    }
}

/// A tool of the darkroom.
public struct ToolBody: Codable, Sendable, Hashable {
    /// What to write as `tool`.
    public var tool: String
    /// Its name in your language.
    public var name: String
    /// The tools that people look for together with it, such as `light`.
    public var group: String
    /// The group's name in your language.
    public var groupName: String
    /// What a mask is to it: `none`, `optional` or `required`.
    public var mask: String
    /// The settings that it has.
    public var members: [ToolMemberBody]

    /// Makes a tool of its members.
    public init(
        tool: String,
        name: String,
        group: String,
        groupName: String,
        mask: String,
        members: [ToolMemberBody]
    ) {
        self.tool = tool
        self.name = name
        self.group = group
        self.groupName = groupName
        self.mask = mask
        self.members = members
    }

    enum CodingKeys: String, CodingKey {
        case tool, name, group, mask, members
        case groupName = "group_name"
    }
}

/// One of the words that a setting may be.
public struct ToolWordBody: Codable, Sendable, Hashable {
    /// What to write.
    public var value: String
    /// Its name in your language.
    public var label: String

    /// Makes a word of its members.
    public init(value: String, label: String) {
        self.value = value
        self.label = label
    }
}

/// A setting of a tool.
public struct ToolMemberBody: Codable, Sendable, Hashable {
    /// Its member of a step.
    public var member: String
    /// Its name in your language.
    public var name: String
    /// `number`, `whole`, `word`, `flag`, `colour`, `fill`, `aspect`, `box`, `curve`, `image` or `mask`.
    public var kind: String
    /// Of a number.
    public var least: Double?
    /// Of a number.
    public var most: Double?
    /// What a word may be.
    public var words: [ToolWordBody]?
    /// What it is when a step does not say.
    public var standard: JSONPart?
    /// Whether a step must have it.
    public var required: Bool

    /// Makes a setting of its members.
    public init(
        member: String,
        name: String,
        kind: String,
        least: Double? = nil,
        most: Double? = nil,
        words: [ToolWordBody]? = nil,
        standard: JSONPart? = nil,
        required: Bool
    ) {
        self.member = member
        self.name = name
        self.kind = kind
        self.least = least
        self.most = most
        self.words = words
        self.standard = standard
        self.required = required
    }
}

/// What `POST /api/darkroom/read` takes.
public struct NewReadingBody: Codable, Sendable, Hashable {
    /// What is to be done to a picture, in English or Chinese.
    public var prompt: String
    /// How large the picture is, as 1024x768; a square of 1024 pixels when absent.
    public var size: String?

    /// Makes a request.
    public init(prompt: String, size: String? = nil) {
        self.prompt = prompt
        self.size = size
    }

    /// The members that exist; every other one is refused.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case prompt, size
    }
}

/// What an instruction asks for, as far as it was understood.
public struct ReadingBody: Codable, Sendable, Hashable {
    /// What would be done.
    public var steps: [[String: JSONPart]]
    /// The words behind the steps.
    public var understood: [String]
    /// Words that stand for nothing that can be done.
    public var notUnderstood: [String]
    /// The tools that come nearest to those.
    public var nearest: [String]
    /// Their names in your language.
    public var nearestNames: [String]

    /// Makes a reading of its members.
    public init(
        steps: [[String: JSONPart]],
        understood: [String],
        notUnderstood: [String],
        nearest: [String],
        nearestNames: [String]
    ) {
        self.steps = steps
        self.understood = understood
        self.notUnderstood = notUnderstood
        self.nearest = nearest
        self.nearestNames = nearestNames
    }

    enum CodingKeys: String, CodingKey {
        case steps, understood, nearest
        case notUnderstood = "not_understood"
        case nearestNames = "nearest_names"
    }
}
