/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The laws of merging, over whole workbooks that random programs left behind: A into B is B into A; twice is once;
 * (A∪B)∪C is A∪(B∪C); and a workbook made of an export exports the same bytes. */
#include <string.h>

#include "ear-exchange.h"
#include "ear-laptops.h"

#define N_PROGRAMS 20
#define N_STEPS 40

/* One program's laptops, each with its bundle, and the workbooks that are made of these. */
typedef struct
{
  EarLaptops *laptops;
  char *bundles[EAR_PROGRAM_MAX_LAPTOPS];
  guint n, n_made;
  char *wrong; /* the first thing that went wrong; nothing is done after it */
} Algebra;

static void
take_error (Algebra *self, const GError *error)
{
  if (error != NULL && self->wrong == NULL)
    self->wrong = g_strdup (error->message);
}

static EarStore *
union_of (Algebra *self, const char *const *bundles, guint n)
{
  g_autofree char *name = g_strdup_printf ("made-%u", self->n_made++);
  EarStore *made = ear_laptops_blank (self->laptops, name);

  for (guint i = 0; i < n && self->wrong == NULL; i++)
    {
      g_auto (EarMergeResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      ear_bundle_merge (made, bundles[i], &result, NULL, NULL, NULL, &error);
      take_error (self, error);
    }
  return made;
}

static char *
export (Algebra *self, EarStore *store, const char *name)
{
  char *path = g_strdup_printf ("%s/work-%s.xml", ear_laptops_folder (self->laptops), name);
  g_autoptr (GError) error = NULL;

  ear_bundle_export (store, path, NULL, NULL, NULL, NULL, &error);
  take_error (self, error);
  return path;
}

/* Everything but the line that says who exported it. */
static char *
body_of (const char *path)
{
  char *text = NULL;
  char *from;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  from = strstr (text, " from=\"");
  if (from != NULL)
    memmove (from, from + strcspn (from, ">"), strlen (from + strcspn (from, ">")) + 1);
  return text;
}

/* Byte for byte, and in what the records hold. Closes @one and @other. */
static void
must_be_same (Algebra *self, EarStore *one, EarStore *other, const char *law)
{
  g_autofree char *first = self->wrong == NULL ? export (self, one, "one") : NULL;
  g_autofree char *second = self->wrong == NULL ? export (self, other, "other") : NULL;
  g_autofree char *bytes = first == NULL ? NULL : body_of (first);
  g_autofree char *others = second == NULL ? NULL : body_of (second);

  if (self->wrong == NULL && g_strcmp0 (bytes, others) != 0)
    self->wrong = g_strdup_printf ("%s:\n%s\n%s", law, bytes, others);
  ear_store_close (one);
  ear_store_close (other);
}

static void
check_pair (Algebra *self, const char *a, const char *b)
{
  must_be_same (self, union_of (self, (const char *[]) { a, b }, 2), union_of (self, (const char *[]) { b, a }, 2),
                "A into B is not B into A");
  must_be_same (self, union_of (self, (const char *[]) { a, b }, 2),
                union_of (self, (const char *[]) { a, b, b, a, b }, 5), "merging again changes something");
}

/* What may be quoted again was not in what A∪B exported while somebody in B kept it back: it comes with A's own next one. */
static gboolean
is_all_told (const EarProgram *program)
{
  for (guint i = 0; i < program->steps->len; i++)
    {
      if (g_array_index (program->steps, EarDeed, i).what == EAR_DO_PERMIT)
        return FALSE;
    }
  return TRUE;
}

/* (A∪B)∪C, with what A∪B exports, and A∪(B∪C), with what B∪C exports. */
static void
check_three (Algebra *self, const char *a, const char *b, const char *c)
{
  EarStore *ab = union_of (self, (const char *[]) { a, b }, 2);
  EarStore *bc = union_of (self, (const char *[]) { b, c }, 2);
  g_autofree char *ab_bundle = self->wrong == NULL ? export (self, ab, "ab") : NULL;
  g_autofree char *bc_bundle = self->wrong == NULL ? export (self, bc, "bc") : NULL;

  ear_store_close (ab);
  ear_store_close (bc);
  if (self->wrong == NULL)
    must_be_same (self, union_of (self, (const char *[]) { ab_bundle, c }, 2),
                  union_of (self, (const char *[]) { a, bc_bundle }, 2), "(A and B) and C is not A and (B and C)");
}

static void
check_round_trip (Algebra *self, guint laptop)
{
  g_autofree char *bytes = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = NULL;
  EarStore *made = union_of (self, (const char *[]) { self->bundles[laptop] }, 1);

  path = export (self, made, "again");
  ear_store_close (made);
  bytes = body_of (self->bundles[laptop]);
  again = body_of (path);
  if (self->wrong != NULL || g_strcmp0 (bytes, again) == 0)
    return;
  self->wrong = g_strdup_printf ("the export of an import of laptop %u's export is another:\n%s\n%s", laptop, bytes, again);
}

static char *
run (const EarProgram *program, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarLaptops) laptops = ear_laptops_new (program->n_laptops);
  Algebra self = { .laptops = laptops, .n = program->n_laptops };

  self.wrong = ear_laptops_run (laptops, program);
  for (guint i = 0; i < self.n; i++)
    {
      g_autofree char *name = g_strdup_printf ("bundle-%u", i);

      self.bundles[i] = export (&self, ear_laptops_store (laptops, i), name);
    }
  for (guint i = 0; i < self.n && self.wrong == NULL; i++)
    check_round_trip (&self, i);
  if (self.wrong == NULL)
    check_pair (&self, self.bundles[0], self.bundles[1]);
  if (self.wrong == NULL && is_all_told (program))
    check_three (&self, self.bundles[self.n - 1], self.bundles[0], self.bundles[1]);
  for (guint i = 0; i < self.n; i++)
    g_free (self.bundles[i]);
  return self.wrong;
}

static void
test_programs (void)
{
  ear_program_try (g_test_thorough () ? 20 * N_PROGRAMS : N_PROGRAMS, N_STEPS, run, NULL);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ear_laptops_init ();
  g_test_add_func ("/merge/algebra/programs", test_programs);
  status = g_test_run ();
  ear_laptops_finish ();
  return status;
}
