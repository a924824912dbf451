/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-decision.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-look-work.h"

typedef struct
{
  EarLookItem *item;     /* (nullable) of one decision */
  guint value;
  char *text;            /* (nullable) */
  EarId coding, part;    /* of a split */
  guint n;               /* out */
  GPtrArray *before;     /* for taking it back; empty where that cannot be */
} Decision;

static void
decision_free (Decision *decision)
{
  ear_look_item_free (decision->item);
  g_free (decision->text);
  g_clear_pointer (&decision->before, g_ptr_array_unref);
  g_free (decision);
}

static gboolean
decide (EarStore *store, Decision *decision, char **note, GError **error)
{
  if (decision->item == NULL)
    {
      if (!ear_look_dismiss_all (store, &decision->n, decision->before, error))
        return FALSE;
      *note = g_strdup_printf (ngettext ("The newer is kept of %'u thing", "The newer is kept of %'u things", decision->n),
                               decision->n);
      return TRUE;
    }
  if (decision->text != NULL)
    return ear_look_combine (store, decision->item, decision->text, decision->before, error);
  return ear_look_keep (store, decision->item, decision->value, decision->before, error);
}

/* Taking it back opens the question again, so that it can be decided again. */
static gboolean
turn (EarStore *store, gpointer data, gboolean again, char **note, GError **error)
{
  Decision *decision = data;
  gboolean restored = TRUE;

  if (!again)
    {
      if (!ear_look_take_back (store, decision->before, &restored, error))
        return FALSE;
      if (!restored)
        *note = g_strdup (_ ("Something else was changed there since: what showed before shows again"));
      return TRUE;
    }
  g_clear_pointer (&decision->before, g_ptr_array_unref);
  decision->before = ear_look_before_new ();
  return decide (store, decision, note, error);
}

void
ear_look_decide (EarWindow *window, EarLookItem *item, guint value, const char *text, const char *toast)
{
  Decision *decision = g_new0 (Decision, 1);

  *decision = (Decision) { .item = item, .value = value, .text = g_strdup (text) };
  ear_deed_run_turning (window, turn, decision, (GDestroyNotify) decision_free, toast);
}

void
ear_look_decide_all (EarWindow *window)
{
  ear_deed_run_turning (window, turn, g_new0 (Decision, 1), (GDestroyNotify) decision_free, NULL);
}

static gboolean
decide_part (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  const Decision *decision = data;

  return ear_codebook_settle (store, &decision->coding, 1, &decision->part, 1, before, error);
}

void
ear_look_decide_part (EarWindow *window, const EarId *coding, const EarSplitPart *part)
{
  Decision *decision = g_new0 (Decision, 1);
  g_autofree char *said = g_strdup_printf (_ ("Coded with “%s”"), part->name);

  *decision = (Decision) { .coding = *coding, .part = part->id };
  ear_deed_run (window, decide_part, decision, (GDestroyNotify) decision_free, said, NULL, NULL);
}
