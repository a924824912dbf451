/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-feeling.h"

#include <glib/gi18n.h>

#include "ear-terms.h"

typedef struct
{
  const char *feeling;
  const char *mark;
  const char *css_class;
} Look;

static const Look looks[] = {
  { EAR_FEELING_WORKING, "✓", "feeling-works" },
  { EAR_FEELING_NOT_WORKING, "✗", "feeling-does-not" },
  { EAR_FEELING_IDEA, "!", "feeling-idea" },
  { EAR_FEELING_QUESTION, "?", "feeling-question" },
  { EAR_FEELING_MIXED, "~", "feeling-mixed" },
};

static const Look unsaid = { NULL, "·", "feeling-unsaid" };

static const Look *
find (const char *feeling)
{
  for (gsize i = 0; feeling != NULL && i < G_N_ELEMENTS (looks); i++)
    {
      if (g_str_equal (looks[i].feeling, feeling))
        return &looks[i];
    }
  return &unsaid;
}

/**
 * ear_feeling_mark:
 * @feeling: (nullable): a word of EAR_TERMS_FEELING
 *
 * Returns: (transfer none): one character; a dot where no feeling is recorded. Any thread.
 */
const char *
ear_feeling_mark (const char *feeling)
{
  return find (feeling)->mark;
}

/**
 * ear_feeling_class:
 * @feeling: (nullable): a word of EAR_TERMS_FEELING
 *
 * Returns: (transfer none): the CSS class that gives the mark its colour. Any thread.
 */
const char *
ear_feeling_class (const char *feeling)
{
  return find (feeling)->css_class;
}

/**
 * ear_feeling_label:
 * @feeling: (nullable): a word of EAR_TERMS_FEELING
 *
 * Returns: (transfer none): the word for it, translated. Any thread.
 */
const char *
ear_feeling_label (const char *feeling)
{
  if (find (feeling) == &unsaid)
    return _ ("Feeling not recorded");
  return ear_term_label (EAR_TERMS_FEELING, feeling);
}
