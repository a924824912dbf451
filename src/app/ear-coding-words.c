/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coding-words.h"

#include <glib/gi18n.h>

#include "ear-outside.h"

#define MAX_QUOTED_POINTS 60

static char *
shorten (const char *words)
{
  EarSpan span = { 0, MAX_QUOTED_POINTS };
  g_autofree char *start = NULL, *cut = NULL;

  if (g_utf8_strlen (words, -1) <= MAX_QUOTED_POINTS)
    return ear_outside_text (words);
  span = ear_span_snap (&span, words);
  start = ear_span_words (&span, words);
  cut = g_strconcat (start, "…", NULL);
  return ear_outside_text (cut);
}

/**
 * ear_coding_describe:
 *
 * Returns: (transfer full): the theme, what it is on, whose coding it is, and the memo.
 */
char *
ear_coding_describe (const EarCodingRow *coding)
{
  g_autofree char *theme = ear_outside_text (coding->name);
  g_autofree char *coder = coding->coder == NULL ? NULL : ear_outside_text (coding->coder);
  g_autofree char *memo = coding->memo == NULL ? NULL : ear_outside_text (coding->memo);
  g_autofree char *words = coding->words == NULL ? NULL : shorten (coding->words);
  g_autoptr (GString) text = g_string_new (theme);

  switch (coding->fit)
    {
    case EAR_SPAN_WHOLE:
      g_string_append_printf (text, ", %s", _ ("whole voice"));
      break;
    case EAR_SPAN_LOST:
      g_string_append_printf (text, ", %s", _ ("its words were taken out"));
      break;
    case EAR_SPAN_CHANGED:
      g_string_append (text, ", ");
      g_string_append_printf (text, _ ("words that changed since: “%s”"), words);
      break;
    case EAR_SPAN_EXACT:
    case EAR_SPAN_MOVED:
    default:
      g_string_append (text, ", ");
      g_string_append_printf (text, _ ("“%s”"), words);
      break;
    }
  g_string_append (text, ", ");
  if (coding->is_own)
    g_string_append (text, _ ("by you"));
  else if (coder == NULL)
    g_string_append (text, _ ("coder not named"));
  else
    g_string_append_printf (text, _ ("by %s"), coder);
  if (memo != NULL)
    {
      g_string_append (text, ". ");
      g_string_append_printf (text, _ ("Memo: %s"), memo);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ear_coding_describe_all (GPtrArray *codings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < codings->len; i++)
    {
      g_autofree char *one = ear_coding_describe (codings->pdata[i]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : "\n", one);
    }
  return codings->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
