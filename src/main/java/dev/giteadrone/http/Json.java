package dev.giteadrone.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import retrofit2.Converter;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** The one JSON mapper; its classes take long to load. */
public final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .annotationIntrospector(new NoNullWhereRequired())
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  /** Reads and writes the generated models. */
  public static final Converter.Factory CONVERTER = JacksonConverterFactory.create(MAPPER);

  private Json() {}

  /** Loads what the first document needs. */
  static void warmUp() {
    try {
      JsonNode ignored = MAPPER.readTree("{\"a\":[1]}");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("this is JSON", e);
    }
  }

  /** Jackson by itself accepts null for a required value. */
  private static final class NoNullWhereRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      JsonSetter.Value own = super.findSetterInfo(annotated);
      // Go writes null for an empty list.
      return annotated instanceof AnnotatedMember member
              && Boolean.TRUE.equals(hasRequiredMarker(member))
              && !Collection.class.isAssignableFrom(member.getRawType())
          ? own.withValueNulls(Nulls.FAIL)
          : own;
    }
  }
}
