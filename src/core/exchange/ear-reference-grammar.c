/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-reference-grammar.h"

#include <string.h>

#define MAX_SLUG_BYTES 80
#define LAST_COLOUR 11 /* of the theme palette */
#define MOST_PEOPLE 999999999
#define YEAR 1000, 9999

#define NEEDED EAR_REFERENCE_NEEDED
#define INHERITED EAR_REFERENCE_INHERITED
#define END { NULL, -1, 0, NULL, 0, 0 }
#define ORIGIN(KIND_)                                                                                                  \
  { "source", EAR_##KIND_##_SOURCE, INHERITED, NULL, 0, 0 }, { "section", EAR_##KIND_##_SECTION, INHERITED, NULL, 0, 0 }
/* A list that is no record passes its origin on to its items; the numbers are those of their fields. */
#define HEAD(KIND_) { "id", -1, NEEDED, NULL, 0, 0 }, { "revised", -1, NEEDED, NULL, 0, 0 }, ORIGIN (KIND_)

static const EarReferencePart strategy_attributes[] = {
  { "id", EAR_STRATEGY_SLUG, NEEDED, NULL, 0, 0 },
  { "revised", EAR_STRATEGY_REVISED, NEEDED, NULL, 0, 0 },
  ORIGIN (STRATEGY),
  { "from", EAR_STRATEGY_FROM, 0, NULL, YEAR },
  { "to", EAR_STRATEGY_TO, 0, NULL, YEAR },
  END,
};

static const EarReferencePart strategy_texts[] = {
  { "title", EAR_STRATEGY_TITLE, NEEDED, NULL, 0, 0 },
  { "short", EAR_STRATEGY_SHORT, NEEDED, NULL, 0, 0 },
  { "publisher", EAR_STRATEGY_PUBLISHER, NEEDED, NULL, 0, 0 },
  END,
};

static const EarReferencePart priority_attributes[] = {
  { "id", EAR_PRIORITY_SLUG, NEEDED, NULL, 0, 0 },
  { "kind", EAR_PRIORITY_NATURE, NEEDED, NULL, 0, 0 },
  { "code", EAR_PRIORITY_CODE, 0, NULL, 0, 0 },
  { "population", EAR_PRIORITY_POPULATION, 0, NULL, 0, 0 },
  { "pillar", EAR_PRIORITY_PILLAR, 0, NULL, 0, 0 },
  ORIGIN (PRIORITY),
  END,
};

static const EarReferencePart priority_texts[] = { { "label", EAR_PRIORITY_LABEL, NEEDED, NULL, 0, 0 }, END };

static const EarReferencePart codebook_attributes[] = { HEAD (THEME), END };

static const EarReferencePart title_texts[] = { { "title", -1, NEEDED, NULL, 0, 0 }, END };

static const EarReferencePart theme_attributes[] = {
  { "id", EAR_THEME_SLUG, NEEDED, NULL, 0, 0 },
  { "kind", EAR_THEME_NATURE, 0, "theme", 0, 0 },
  { "colour", EAR_THEME_COLOUR, 0, NULL, 0, LAST_COLOUR },
  ORIGIN (THEME),
  END,
};

static const EarReferencePart theme_texts[] = {
  { "label", EAR_THEME_NAME, NEEDED, NULL, 0, 0 },
  { "definition", EAR_THEME_DEFINITION, NEEDED, NULL, 0, 0 },
  { "use-when", EAR_THEME_USE_WHEN, 0, NULL, 0, 0 },
  { "not-when", EAR_THEME_NOT_WHEN, 0, NULL, 0, 0 },
  { "examples", EAR_THEME_EXAMPLES, 0, NULL, 0, 0 },
  END,
};

static const EarReferencePart groups_attributes[] = { HEAD (GROUP), END };

static const EarReferencePart group_attributes[] = {
  { "id", -1, NEEDED, NULL, 0, 0 },
  { "category", EAR_GROUP_CATEGORY, 0, NULL, 0, 0 },
  ORIGIN (GROUP),
  END,
};

static const EarReferencePart group_texts[] = {
  { "label", EAR_GROUP_NAME, NEEDED, NULL, 0, 0 },
  { "description", EAR_GROUP_DESCRIPTION, 0, NULL, 0, 0 },
  END,
};

static const EarReferencePart places_attributes[] = { HEAD (PLACE), END };

static const EarReferencePart place_attributes[] = {
  { "id", -1, NEEDED, NULL, 0, 0 },
  { "level", EAR_PLACE_LEVEL, NEEDED, NULL, 0, 0 },
  { "code", EAR_PLACE_CODE, 0, NULL, 0, 0 },
  { "population", EAR_PLACE_POPULATION, 0, NULL, 0, MOST_PEOPLE },
  { "population-year", EAR_PLACE_POPULATION_YEAR, 0, NULL, YEAR },
  ORIGIN (PLACE),
  END,
};

static const EarReferencePart place_texts[] = { { "label", EAR_PLACE_NAME, NEEDED, NULL, 0, 0 }, END };

static const EarReferenceList lists[] = {
  {
    { "strategy", EAR_KIND_STRATEGY, FALSE, strategy_attributes, strategy_texts },
    { "item", EAR_KIND_PRIORITY, TRUE, priority_attributes, priority_texts },
  },
  {
    { "codebook", -1, FALSE, codebook_attributes, title_texts },
    { "theme", EAR_KIND_THEME, TRUE, theme_attributes, theme_texts },
  },
  {
    { "groups", -1, FALSE, groups_attributes, title_texts },
    { "group", EAR_KIND_GROUP, TRUE, group_attributes, group_texts },
  },
  {
    { "places", -1, FALSE, places_attributes, title_texts },
    { "place", EAR_KIND_PLACE, TRUE, place_attributes, place_texts },
  },
};

/**
 * ear_reference_find_list:
 * @name: the first element's name
 *
 * Returns: (nullable) (transfer none): what such a file holds.
 */
const EarReferenceList *
ear_reference_find_list (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      if (strcmp (lists[i].list.name, name) == 0)
        return &lists[i];
    }
  return NULL;
}

/**
 * ear_reference_is_slug:
 *
 * Returns: whether @text may be an "id": small letters, digits, dots and hyphens, at most 80.
 */
gboolean
ear_reference_is_slug (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_SLUG_BYTES && g_ascii_isalnum (*text)
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == length;
}
