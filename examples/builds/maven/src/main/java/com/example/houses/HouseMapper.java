package com.example.houses;

import org.mapstruct.Mapper;
import org.mapstruct.Mapping;

/** MapStruct writes {@code HouseMapperImpl}, from getters and setters that Lombok has written. */
@Mapper
interface HouseMapper {
  @Mapping(target = "area", expression = "java((float) (house.getArea() / 100))")
  HouseRow toRow(House house);
}
