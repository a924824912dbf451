/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of dimensions, and the rules of counting by them in words. */
#include "ear-dimension.h"

#include <glib/gi18n-lib.h>

static const struct
{
  EarDimension dimension;
  const char *name;
  const char *label;
  const char *rule;
} dimensions[] = {
  { EAR_DIMENSION_THEME, "theme", N_ ("Theme"),
    N_ ("A voice with two themes counts under both, and once in the total. A theme holds the themes below it.") },
  { EAR_DIMENSION_GROUP, "group", N_ ("Group"),
    N_ ("A voice counts for the groups it was given and those of its speaker; where neither says anything, for the one group the whole "
        "session was with. A group holds the groups below it; somebody in two groups counts under both, and once in the total.") },
  { EAR_DIMENSION_PRIORITY, "priority", N_ ("Priority"),
    N_ ("A voice is evidence for a priority where one of its themes, or a theme above it, is mapped to it. A priority holds those below "
        "it; a voice counts under each it is evidence for, and once in the total.") },
  { EAR_DIMENSION_PLACE, "place", N_ ("Place"),
    N_ ("The place is the voice's own, else its speaker's, else its session's. A place holds the places inside it.") },
  { EAR_DIMENSION_PERIOD, "period", N_ ("Period"),
    N_ ("The time is when it was said, else when its session began. Financial years run from April to March. A voice of which only the "
        "year is known stands apart among months, quarters and financial years.") },
  { EAR_DIMENSION_FEELING, "feeling", N_ ("Feeling"),
    N_ ("A voice has one feeling. One that is mixed says that something works and that something does not.") },
  { EAR_DIMENSION_PERMISSION, "permission", N_ ("Permission"),
    N_ ("The permission is the voice's own, else its speaker's, else its session's, else that its words may be told but not quoted.") },
  { EAR_DIMENSION_ORGANISATION, "organisation", N_ ("Organisation"),
    N_ ("The organisation is the one that held the session.") },
};

/**
 * ear_dimension_from_name:
 * @name: "theme", "group", "priority", "place", "period", "feeling", "permission" or "organisation"
 *
 * Returns: whether there is a dimension of that name.
 */
gboolean
ear_dimension_from_name (const char *name, EarDimension *dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (g_strcmp0 (dimensions[i].name, name) == 0)
        {
          *dimension = dimensions[i].dimension;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * ear_dimension_name:
 *
 * Returns: (transfer none): what files and commands call it; the empty string for none.
 */
const char *
ear_dimension_name (EarDimension dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (dimensions[i].dimension == dimension)
        return dimensions[i].name;
    }
  return "";
}

/**
 * ear_dimension_label:
 *
 * Returns: (transfer none): how the program says it, translated; the empty string for none.
 */
const char *
ear_dimension_label (EarDimension dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (dimensions[i].dimension == dimension)
        return _ (dimensions[i].label);
    }
  return "";
}

/**
 * ear_counting_rules:
 * @dimension: EAR_DIMENSION_NONE: what holds for all figures
 *
 * Returns: (transfer none): how a figure comes about, to stand beside it; translated. Any thread.
 */
const char *
ear_counting_rules (EarDimension dimension)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      if (dimensions[i].dimension == dimension)
        return _ (dimensions[i].rule);
    }
  return _ ("A voice is one thing somebody said; each counts once in a total. Sessions are those in which such a voice was heard. People "
            "are speakers told apart, each once, so there are at least so many.");
}
