package dev.giteadrone.diagnosis;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All cases that the program can report: its constants, and the fields of its enums. */
final class Cases {
  private Cases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.giteadrone")) {
      for (JavaField field : type.getFields()) {
        if (field.getRawType().isEquivalentTo(Case.class)) {
          of(type, field).forEach(cases::add);
        }
      }
    }
    return cases;
  }

  private static Stream<Case> of(JavaClass type, JavaField field) {
    Field reflected = field.reflect();
    reflected.setAccessible(true);
    if (field.getModifiers().contains(JavaModifier.STATIC)) {
      return Stream.of(value(reflected, null));
    }
    Object[] constants = type.reflect().getEnumConstants();
    return constants == null
        ? Stream.empty()
        : Stream.of(constants).map(constant -> value(reflected, constant));
  }

  private static Case value(Field field, @Nullable Object owner) {
    try {
      return (Case) field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field.toString(), e);
    }
  }
}
