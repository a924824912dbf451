/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is noticed in quotations, and what somebody decided about them. All people and numbers here are invented. */
#include "ear-quote-check.h"
#include "ear-store-editions.h"
#include "ear-test.h"

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    EarQuoteSigns signs;
  } cases[] = {
    { "Nobody asks how I am.", 0 },
    { "The receptionist rang me back the same day, on Monday.", 0 },
    { "I waited 14 weeks for a GP at the NHS.", 0 },
    { "Ask for Nurse Applegarth, she listens.", EAR_QUOTE_NAME },
    { "My name is Zebedee and I care for my wife.", EAR_QUOTE_NAME },
    { "Then Wilhelmina helped me.", EAR_QUOTE_NAME },
    { "Ring me on 01632 960 123 please.", EAR_QUOTE_PHONE },
    { "Ring me on +44 1632 960123.", EAR_QUOTE_PHONE },
    { "We live at zz1 1aa now.", EAR_QUOTE_ADDRESS },
    { "we live at 12 apple tree lane now.", EAR_QUOTE_ADDRESS },
    { "write to somebody@example.org.", EAR_QUOTE_ADDRESS },
    { "I was born on 3/4/1951.", EAR_QUOTE_BIRTH },
    { "I was born on the 3rd of march 1951.", EAR_QUOTE_BIRTH },
    { "It was in March 2023.", 0 },
    { "My number is 943 476 5919.", EAR_QUOTE_NHS_NUMBER },
    { "My number is 943 476 5918.", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) found = g_string_new (NULL);
      EarQuoteSigns signs = ear_quote_look (cases[i].text, NULL, found);

      g_test_message ("%s: %s", cases[i].text, found->str);
      g_assert_cmpuint (signs, ==, cases[i].signs);
      g_assert_cmpuint (found->len > 0, ==, signs != 0);
    }
}

/* The check digit, for all last digits of one number: exactly one is right, or none where it would be 10. */
static void
test_nhs_number (void)
{
  g_assert_true (ear_is_nhs_number ("9434765919"));
  g_assert_true (ear_is_nhs_number ("943-476-5919"));
  g_assert_false (ear_is_nhs_number ("943476591"));
  for (guint n = 0; n < 200; n++)
    {
      g_autofree char *stem = g_strdup_printf ("%09d", g_test_rand_int_range (0, 1000000000));
      guint right = 0;

      for (guint last = 0; last < 10; last++)
        {
          g_autofree char *number = g_strdup_printf ("%s%u", stem, last);

          right += ear_is_nhs_number (number);
        }
      g_assert_cmpuint (right, <=, 1);
    }
}

static void
check (EarStore *store, const EarRecord *voice, EarQuoteResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarQuoteCheck) with = NULL;
  g_autoptr (GPtrArray) voices = NULL;
  EarVoiceFilter filter = { 0 };
  EarPreset preset;

  g_assert_true (ear_preset_parse ("nhs", &preset, NULL));
  with = ear_quote_check_new (store, &preset, &error);
  g_assert_no_error (error);
  voices = ear_voice_list (store, &filter, 0, 0, &error);
  for (guint i = 0; i < voices->len; i++)
    {
      const EarVoice *each = g_ptr_array_index (voices, i);

      if (!ear_id_equal (&each->id, &voice->id))
        continue;
      g_assert_true (ear_quote_check_voice (with, each, result, &error));
      return;
    }
  g_assert_not_reached ();
}

/* Few voices are like it, until there are eight; a decision holds until the voice is changed. */
static void
test_decisions (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "quotes");
  g_autoptr (EarRecord) session = ear_test_session (store, "Talk");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "Nobody asks how I am.");
  g_autoptr (EarRecord) again = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (EarQuoteResult) result = { 0 };

  check (store, voice, &result);
  g_assert_cmpuint (result.signs, ==, EAR_QUOTE_SMALL_CELL);
  g_assert_false (ear_quote_may_stand (&result));
  ear_quote_result_clear (&result);
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (EarRecord) other = ear_test_voice (store, session, "Another voice.");

      g_assert_nonnull (other);
    }
  check (store, voice, &result);
  g_assert_cmpuint (result.signs, ==, 0);
  g_assert_true (ear_quote_may_stand (&result));
  ear_quote_result_clear (&result);

  g_assert_true (ear_store_decide_quote (store, &voice->id, EAR_QUOTE_LEAVE_OUT, &error));
  check (store, voice, &result);
  g_assert_cmpint (result.decision, ==, EAR_QUOTE_LEAVE_OUT);
  g_assert_false (ear_quote_may_stand (&result));
  ear_quote_result_clear (&result);

  again = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  ear_record_set (again, EAR_CONTRIBUTION_TEXT, "Somebody asks how I am.");
  g_assert_true (ear_store_put (store, again, &error));
  check (store, voice, &result);
  g_assert_cmpint (result.decision, ==, EAR_QUOTE_UNDECIDED);
  ear_quote_result_clear (&result);

  g_assert_true (ear_store_decide_quote (store, &voice->id, EAR_QUOTE_KEEP, &error));
  g_assert_true (ear_store_decide_quote (store, &voice->id, EAR_QUOTE_UNDECIDED, &error));
  check (store, voice, &result);
  g_assert_cmpint (result.decision, ==, EAR_QUOTE_UNDECIDED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quotes/words", test_words);
  g_test_add_func ("/quotes/nhs-number", test_nhs_number);
  g_test_add_func ("/quotes/decisions", test_decisions);
  return g_test_run ();
}
