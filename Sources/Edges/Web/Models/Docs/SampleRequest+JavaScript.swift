extension SampleRequest {
    var javaScript: CodeSample {
        var fields: [String] = []
        switch access {
        case .key: fields.append("Authorization: `Bearer ${process.env.NBP_KEY}`")
        case .cookie(let name): fields.append("Cookie: `\(name)=${process.env.NBP_SESSION}`")
        case .nobody: break
        }
        fields += headers.map { "\($0.name): \(Literal.quoted($0.value))" }
        if let media = body?.media { fields.append("\"Content-Type\": \"\(media)\"") }
        var options = method == "GET" ? [] : ["method: \"\(method)\""]
        if !fields.isEmpty { options.append("headers: { \(fields.joined(separator: ", ")) }") }
        if let content { options.append("body: \(content)") }
        let settings = options.map { "  \($0),\n" }.joined()
        let code = """
            \(start)const answer = await fetch(\(Literal.quoted(url))\(settings.isEmpty ? "" : ", {\n\(settings)}"));
            if (!answer.ok) throw new Error(await answer.text());
            \(end)
            """
        return CodeSample(language: .javascript, code: code)
    }

    private var content: String? {
        switch body {
        case .json(let value): "JSON.stringify(\(Literal.json.text(of: value, indented: 1)))"
        case .form: "form"
        case .file: "await readFile(\"\(body?.file ?? "")\")"
        case nil: nil
        }
    }

    private var start: String {
        var lines: [String] = []
        var needed: [String] = []
        if body == .form || body?.isFile == true { needed.append("readFile") }
        if case .file = answer { needed.append("writeFile") }
        if !needed.isEmpty {
            lines.append("import { \(needed.joined(separator: ", ")) } from \"node:fs/promises\";\n")
        }
        if body == .form {
            lines.append("const form = new FormData();")
            lines.append(#"form.append("file", new Blob([await readFile("picture.png")]), "picture.png");"#)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private var end: String {
        switch answer {
        case .json: "console.log(await answer.json());"
        case .text: "console.log(await answer.text());"
        case .file(let name): "await writeFile(\"\(name)\", Buffer.from(await answer.arrayBuffer()));"
        case .events:
            """
            const decoder = new TextDecoder();
            for await (const bytes of answer.body) process.stdout.write(decoder.decode(bytes, { stream: true }));
            """
        case .nothing: "console.log(answer.status);"
        }
    }
}
