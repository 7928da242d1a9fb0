package dev.giteadrone.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import retrofit2.Converter;
import retrofit2.converter.jackson.JacksonConverterFactory;

/** The one JSON mapper; its classes take long to load. */
final class Json {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  static final Converter.Factory CONVERTER = JacksonConverterFactory.create(MAPPER);

  private Json() {}
}
