import Foundation
import Kernel
import Testing

@testable import Engines

/// What people read of the darkroom, and that its documents tell the truth.
struct DarkroomWordsTests {
    private static let root = DarkroomSupport.folder.deletingLastPathComponent().deletingLastPathComponent()

    private static func catalogue(_ language: Language) throws -> Catalogue {
        let file = root.appending(path: "share/strings/\(language.rawValue).json")
        return try Catalogue(language: language, json: Data(contentsOf: file))
    }

    @Test(arguments: Language.allCases)
    func `every tool, member and word has a name`(language: Language) throws {
        let catalogue = try Self.catalogue(language)
        var messages = EditTool.allCases.map(\.name)
        for member in EditTool.allCases.flatMap(\.members) {
            messages.append(member.label)
            switch member.kind {
            case .word(let words), .fill(let words): messages += words.map(EditMember.label)
            default: break
            }
        }
        for message in messages { #expect(catalogue.strings[message.key] != nil, "\(message.key)") }
    }

    @Test(arguments: [
        (#"{"tool":"temperature","amount":30}"#, "Warmer +30", "調暖 +30"),
        (#"{"tool":"temperature","amount":-12.5}"#, "Cooler −12.5", "調冷 −12.5"),
        (#"{"tool":"crop","aspect":"16:9"}"#, "Crop to 16:9", "裁成 16:9"),
        (#"{"tool":"crop","box":{"x":0,"y":0,"width":1,"height":1}}"#, "Crop", "裁切"),
        (#"{"tool":"rotate","angle":-90}"#, "Rotate −90°", "旋轉 −90°"),
        (#"{"tool":"flip"}"#, "Flip left to right", "左右翻轉"),
        (#"{"tool":"resize","width":1200}"#, "Resize to 1200 px wide", "調整為寬 1200 像素"),
        (#"{"tool":"resize","factor":0.5}"#, "Resize × 0.5", "尺寸 × 0.5"),
        (##"{"tool":"replace_background","colour":"#ffffff"}"##, "Background #ffffff", "背景換成 #ffffff"),
        (#"{"tool":"remove_background"}"#, "Remove background", "去背"),
        (#"{"tool":"blur","mask":{"subject":true}}"#, "Blur 20, on a part", "模糊 20（局部）"),
        (#"{"tool":"erase","mask":{"subject":true}}"#, "Erase", "抹除"),
    ])
    func `a step is shown in words`(json: String, english: String, chinese: String) throws {
        let step = try DarkroomSupport.step(json)
        #expect(step.words(in: try Self.catalogue(.english)) == english)
        #expect(step.words(in: try Self.catalogue(.traditionalChinese)) == chinese)
    }

    @Test(arguments: EditTool.allCases)
    func `the document names each tool with its members and numbers`(tool: EditTool) throws {
        let document = try String(contentsOf: Self.root.appending(path: "docs/darkroom.md"), encoding: .utf8)
        let line = try #require(
            document.split(separator: "\n").first { $0.hasPrefix("| `\(tool.rawValue)` |") }
        )
        for member in tool.members where member.name != .mask {
            #expect(line.contains("`\(member.name.rawValue)`"), "\(member.name.rawValue)")
            guard case .number(let standard) = member.standard else { continue }
            #expect(line.contains(standard.shortText), "\(member.name.rawValue) \(standard.shortText)")
        }
    }

    @Test func `each example of the document is read`() throws {
        let document = try String(contentsOf: Self.root.appending(path: "docs/darkroom.md"), encoding: .utf8)
        let examples = document.split(separator: "`").filter { $0.hasPrefix(#"{"tool""#) }
        #expect(examples.count >= EditTool.allCases.count)
        for example in examples {
            let id = DarkroomSupport.second.text
            _ = try DarkroomSupport.step(String(example.replacing("img_…", with: id)))
        }
    }

    @Test func `what is not understood at all is refused with words that can be typed`() throws {
        let problem = try #require(throws: Problem.self) {
            try DarkroomSupport.reading("frobnicate the vingette").checked()
        }
        #expect(problem.code == .instructionNotUnderstood)
        #expect(try Self.catalogue(.english)[problem.detail].contains("vignette"))
        #expect(try Self.catalogue(.traditionalChinese)[problem.detail].contains("暗角"))
    }

    @Test func `what is partly understood is done, with a note`() throws {
        let reading = try DarkroomSupport.reading("brighter and frobnicate")
        #expect(try reading.checked().count == 1)
        #expect(reading.notes == [Note(.instructionPartlyUnderstood, words: ["frobnicate"])])
    }

    @Test(arguments: [
        ("erase it", "missing_field", "mask"), ("remove the watermark", "missing_field", "mask"),
        ("replace the background with image 2", "edit_image_missing", "images"),
    ])
    func `what a step lacks is told`(words: String, code: String, field: String) throws {
        let problem = try #require(throws: Problem.self) { try DarkroomSupport.reading(words).checked() }
        #expect(problem.code.rawValue == code)
        #expect(problem.field == field)
    }

    private static let corpus = [
        "make it warmer and blur the background", "把人臉打馬賽克，向左轉九十度",
        "crop 10% from the left, then resize to 800x600",
        "don't crop; rotate −15.5° counter-clockwise & add 1,200 px",
        "replace the background with #8cc5ec or 紅色",
        "縮小到50%、加點暗角和顆粒 16:9 ２倍 999999999999999999", "e\u{301}\u{200D}👩‍👩‍👧 İ ß 1e9 0x0 0:0 ..., --5 %%",
    ]

    @Test(arguments: 0..<40)
    func `no piece or damage of an instruction stops the reader`(seed: Int) throws {
        var chance = SeededGenerator(Seed(clamping: UInt64(seed)))
        for _ in 0..<25 {
            var text = Array(Self.corpus.shuffled(using: &chance).prefix(2).joined(separator: " "))
            for _ in 0..<Int.random(in: 0...6, using: &chance) {
                let place = Int.random(in: 0..<text.count, using: &chance)
                switch Int.random(in: 0...2, using: &chance) {
                case 0:
                    text[place] = Array("0123456789:x%°#-+,. 不和把的到左右").randomElement(using: &chance) ?? " "
                case 1: text.swapAt(place, Int.random(in: 0..<text.count, using: &chance))
                default: text = Array(text.prefix(place + 1))
                }
            }
            let reading = try DarkroomSupport.reading(String(text))
            #expect(reading.steps.count == 0 || (try? EditRecipe(reading.steps)) != nil)
        }
    }

    @Test func `every prefix of an instruction is read`() throws {
        for text in Self.corpus {
            for end in 0...text.count { _ = try DarkroomSupport.reading(String(text.prefix(end))) }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a text of any length is read to its end`() throws {
        _ = try DarkroomSupport.reading(String(repeating: "frobnicate zyx 嘰哩 warmer ", count: 1_200))
    }
}
