/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every word of every fixed list has something a person can read. */
#include "ear-kind.h"
#include "ear-terms.h"

static const struct
{
  const char *name;
  const char *const *terms;
} lists[] = {
  { "sector", EAR_TERMS_SECTOR },
  { "level", EAR_TERMS_LEVEL },
  { "group-category", EAR_TERMS_GROUP_CATEGORY },
  { "theme-nature", EAR_TERMS_THEME_NATURE },
  { "priority-nature", EAR_TERMS_PRIORITY_NATURE },
  { "population", EAR_TERMS_POPULATION },
  { "session-nature", EAR_TERMS_SESSION_NATURE },
  { "interpreter", EAR_TERMS_INTERPRETER },
  { "consent", EAR_TERMS_CONSENT },
  { "permission", EAR_TERMS_PERMISSION },
  { "participant-nature", EAR_TERMS_PARTICIPANT_NATURE },
  { "table-sector", EAR_TERMS_TABLE_SECTOR },
  { "age-band", EAR_TERMS_AGE_BAND },
  { "feeling", EAR_TERMS_FEELING },
  { "status", EAR_TERMS_STATUS },
  { "stage", EAR_TERMS_STAGE },
  { "rung", EAR_TERMS_RUNG },
  { "agenda-nature", EAR_TERMS_AGENDA_NATURE },
  { "decision", EAR_TERMS_DECISION },
  { "stance", EAR_TERMS_STANCE },
  { "method", EAR_TERMS_METHOD },
};

static void
test_labels (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint j = 0; lists[i].terms[j] != NULL; j++)
        {
          const char *label = ear_term_label (lists[i].terms, lists[i].terms[j]);

          if (g_str_equal (label, lists[i].terms[j]) || *label == '\0')
            g_error ("“%s” of the list %s has no label", lists[i].terms[j], lists[i].name);
          /* Two words with one label could not be told apart in a list. */
          if (!g_hash_table_add (labels, (gpointer) label))
            g_error ("“%s” labels two words of the list %s", label, lists[i].name);
          g_assert_cmpint (ear_term_index (lists[i].terms, lists[i].terms[j]), ==, (int) j);
        }
    }
  g_assert_cmpstr (ear_term_label (EAR_TERMS_FEELING, NULL), ==, "");
  g_assert_cmpstr (ear_term_label (EAR_TERMS_FEELING, "unheard-of"), ==, "unheard-of");
  g_assert_cmpint (ear_term_index (EAR_TERMS_FEELING, NULL), ==, -1);
}

/* A list that a field has and this test has not would go without labels unseen. */
static void
test_all_lists_are_here (void)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      for (guint field = 0; field < ear_kind_info ((EarKind) kind)->n_fields; field++)
        {
          const EarFieldInfo *info = ear_field_info ((EarKind) kind, field);
          gboolean known = info->terms == NULL;

          for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
            known |= lists[i].terms == info->terms;
          if (!known)
            g_error ("The words of %s %s are in no list of this test", ear_kind_info ((EarKind) kind)->name, info->name);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/terms/labels", test_labels);
  g_test_add_func ("/model/terms/all-lists-are-here", test_all_lists_are_here);
  return g_test_run ();
}
