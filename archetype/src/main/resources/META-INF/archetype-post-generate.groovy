// SPDX-License-Identifier: Apache-2.0
// The template holds both kinds; what belongs to the other one goes.
import java.nio.file.Files
import java.nio.file.Path

Path project = Path.of(request.outputDirectory, request.artifactId)
String kind = request.properties.getProperty('kind')
String other = kind == 'api' ? 'file' : 'api'
String suffix = other.capitalize()
Files.walk(project).sorted(Comparator.reverseOrder()).each { file ->
    String name = file.fileName.toString()
    if (name.endsWith("Of${suffix}.java") || (kind == 'api' && file.toString().contains('samples'))) {
        Files.delete(file)
    }
}
Files.walk(project).filter { Files.isRegularFile(it) }.each { file ->
    String name = file.fileName.toString()
    if (name.contains("Of${kind.capitalize()}")) {
        Files.move(file, file.resolveSibling(name.replace("Of${kind.capitalize()}", '')))
    }
}
